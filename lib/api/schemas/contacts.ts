import { z } from "zod";
import { pageQuery } from "../page.ts";
import { bigId, smallId, timestamp } from "../ids.ts";

const contact = z
  .object({
    id: z.int(),
    channel_id: z.int(),
    wa_id: z.string().nullable().meta({ description: "The phone number as WhatsApp knows it; a contact has this, a `user_id`, or both." }),
    user_id: z.string().nullable(),
    name: z.string().nullable(),
    fields: z.record(z.string(), z.unknown()),
    last_inbound_at: timestamp.nullable(),
    created_at: timestamp,
  })
  .meta({
    id: "Contact",
    example: {
      id: 7,
      channel_id: 1,
      wa_id: "5511912345678",
      user_id: null,
      name: "Ana",
      fields: {},
      last_inbound_at: "2026-11-23T12:00:00.000Z",
      created_at: "2026-11-23T12:00:00.000Z",
    },
  });

const openExecution = z.object({ id: z.int(), flow_id: z.int(), flow_name: z.string(), status: z.string() });

export const contactListed = contact
  .extend({
    is_test: z.boolean().meta({ description: "Somebody at the simulator, who tries a flow through the real pipeline." }),
    open_execution: openExecution.nullable().meta({ description: "The conversation that the contact is in." }),
    window_closes_at: timestamp.nullable().meta({
      description: "Until when anything but templates may be sent: 24 hours after the contact last wrote; null when they never did.",
    }),
  })
  .meta({ id: "ContactListed" });

export const contactDetail = contactListed
  .extend({
    channel_name: z.string(),
    message_count: z.int(),
    execution_count: z.int(),
    unheard_count: z.int().meta({ description: "What waits in the mailbox for the conversation to take it." }),
  })
  .meta({ id: "ContactDetail" });

const MAX_FIELDS_JSON = 64_000;

export const patchContactBody = z
  .strictObject({
    fields: z
      .record(z.string().min(1, "must have a name").max(200, "must have a name of at most 200 characters"), z.json(), "must be an object")
      .refine((fields) => JSON.stringify(fields).length <= MAX_FIELDS_JSON, `must have at most ${MAX_FIELDS_JSON} characters of JSON`)
      .default({})
      .meta({ description: "Fields to set, by name; null removes one. Those not named stay." }),
  })
  .meta({ id: "PatchContact", example: { fields: { plano: "ouro", cidade: null } } });

export const resetResponse = z
  .object({
    execution_id: z.int().nullable().meta({ description: "The conversation that was cancelled." }),
    discarded: z.int().meta({ description: "What waited in the mailbox and is not answered any more." }),
  })
  .meta({ id: "ResetContact" });

export const erasedResponse = z
  .object({ messages: z.int(), executions: z.int() })
  .meta({ id: "ErasedContact", description: "How much was erased." });

const anyRecord = z.record(z.string(), z.unknown());
export const contactExport = z
  .object({
    exported_at: timestamp,
    contact: anyRecord,
    messages: z.array(anyRecord),
    executions: z.array(anyRecord),
    mailbox: z.array(anyRecord),
    scheduled_actions: z.array(anyRecord),
    calls: z.array(anyRecord),
    ai_calls: z.array(anyRecord).meta({ description: "Those of `calls` whose effect is complete_ai; use `calls`." }),
    webhook_items: z.array(anyRecord),
  })
  .meta({
    id: "ContactExport",
    description: "Everything that is kept about a contact; what looks like a credential in requests to others is hidden.",
  });

export const contactsQuery = pageQuery.extend({
  search: z.string().max(200).optional().meta({ description: "Part of the name or of the phone number, however that is written." }),
  channel_id: smallId.optional(),
});
export const contactParams = z.object({ id: bigId });

export const message = z
  .object({
    id: z.int(),
    direction: z.enum(["inbound", "outbound"]),
    type: z.string(),
    text: z.string(),
    data: z.unknown().meta({ description: "What the type has beside its text; null when nothing." }),
    status: z
      .string()
      .meta({ description: "inbound: received; outbound: queued, sending, sent, delivered, read, failed, unknown, simulated" }),
    wamid: z.string().nullable(),
    execution_id: z.int().nullable(),
    node_id: z.string().nullable(),
    error: z.unknown(),
    sent_at: timestamp.nullable(),
    created_at: timestamp,
    status_history: z
      .array(z.object({ status: z.string(), at: timestamp, errors: z.unknown(), details: z.unknown() }))
      .meta({ description: "What Meta reported, in its order." }),
  })
  .meta({
    id: "Message",
    example: {
      id: 99,
      direction: "outbound",
      type: "text",
      text: "Olá! Qual é o seu nome?",
      data: null,
      status: "delivered",
      wamid: "wamid.HBgN",
      execution_id: 42,
      node_id: "hello",
      error: null,
      sent_at: "2026-11-23T12:00:00.000Z",
      created_at: "2026-11-23T12:00:00.000Z",
      status_history: [{ status: "sent", at: "2026-11-23T12:00:00.000Z", errors: null, details: null }],
    },
  });

export type ContactListed = z.output<typeof contactListed>;
export type ContactDetail = z.output<typeof contactDetail>;
export type MessageResponse = z.output<typeof message>;
