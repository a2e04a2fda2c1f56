import { z } from "zod";
import { message } from "#components/executions/model.ts";
import { EXECUTION_STATUSES } from "#lib/engine/status.ts";

/** What the pages of contacts read from the API, and what they pass on. */

const contact = z.object({
  id: z.number(),
  channel_id: z.number(),
  wa_id: z.string().nullable(),
  user_id: z.string().nullable(),
  name: z.string().nullable(),
  fields: z.record(z.string(), z.json()),
  last_inbound_at: z.string().nullable(),
  window_closes_at: z.string().nullable(),
  created_at: z.string(),
  is_test: z.boolean(),
  open_execution: z.object({ id: z.number(), flow_id: z.number(), flow_name: z.string(), status: z.enum(EXECUTION_STATUSES) }).nullable(),
});

export const contactPage = z.object({ items: z.array(contact), next_cursor: z.string().nullable() });
export const contactDetail = contact.extend({
  channel_name: z.string(),
  message_count: z.number(),
  execution_count: z.number(),
  unheard_count: z.number(),
});
export const messagePage = z.object({ items: z.array(message), next_cursor: z.string().nullable() });
export const resetResponse = z.object({ execution_id: z.number().nullable(), discarded: z.number() });
export const erasedResponse = z.object({ messages: z.number(), executions: z.number() });

export type ContactItem = z.output<typeof contact>;
export type ContactPage = z.output<typeof contactPage>;
export type ContactDetail = z.output<typeof contactDetail>;
export type MessagePage = z.output<typeof messagePage>;

/** What this person may do with a contact. */
export interface ContactRights {
  edit: boolean;
  export: boolean;
  erase: boolean;
}
