import { z } from "zod";
import { contract } from "./contract.ts";
import { timestamp } from "./ids.ts";
import { jsonObjectOrNull } from "./json.ts";
import { listOf, pageQuery } from "./page.ts";
import { contactParams } from "./params.ts";
import { META_LIMITS } from "#lib/whatsapp/limits.ts";

/** In the place of a person's name: nobody knows who held the phone. */
export const WRITTEN_IN_APP = "app";

export const message = z
  .object({
    id: z.int(),
    direction: z.enum(["inbound", "outbound"]),
    type: z.string(),
    text: z.string(),
    data: jsonObjectOrNull.meta({ description: "What the type has beside its text; null when nothing." }),
    status: z
      .string()
      .meta({ description: "inbound: received; outbound: queued, sending, sent, delivered, read, failed, unknown, simulated" }),
    wamid: z.string().nullable(),
    quotes: z.string().nullable().meta({ description: "The wamid of the message of this conversation that it quotes." }),
    execution_id: z.int().nullable(),
    node_id: z.string().nullable(),
    written_by: z
      .string()
      .nullable()
      .meta({
        description: `Who wrote it, where a person did (or a program, by its token): their name; \`${WRITTEN_IN_APP}\` for what was written on the number's own phone, in the WhatsApp Business app. Null: the contact, or a flow.`,
      }),
    error: jsonObjectOrNull,
    sent_at: timestamp.nullable(),
    edited_at: timestamp.nullable().meta({
      description: "When the contact changed it; `text` is what the flow has read, or will read if it has not. The edit is a message, too.",
    }),
    deleted_at: timestamp
      .nullable()
      .meta({ description: "When the contact took it back; a flow that had not read it by then never will." }),
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
      quotes: null,
      execution_id: 42,
      node_id: "hello",
      written_by: null,
      error: null,
      sent_at: "2026-11-23T12:00:00.000Z",
      edited_at: null,
      deleted_at: null,
      created_at: "2026-11-23T12:00:00.000Z",
      status_history: [{ status: "sent", at: "2026-11-23T12:00:00.000Z", errors: null, details: null }],
    },
  });

const { body: LONGEST_TEXT } = META_LIMITS.text;

export const writeMessageBody = z
  .strictObject({
    type: z.literal("text", 'must be "text": people write nothing else yet').default("text"),
    text: z
      .string()
      // Not zod's `max`, which counts code points.
      .refine((text) => text.length <= LONGEST_TEXT, `must have at most ${LONGEST_TEXT} characters`)
      .refine((text) => text.trim() !== "", "must not be empty")
      .meta({ description: "Sent as it is: braces are braces.", minLength: 1, maxLength: LONGEST_TEXT }),
    data: z
      .strictObject({ preview_url: z.boolean().default(false).meta({ description: "WhatsApp shows a preview of the first link." }) })
      .default({ preview_url: false }),
    execution: z
      .enum(["end", "leave"], 'must be "end" or "leave"')
      .optional()
      .meta({
        description:
          "What becomes of the conversation with a flow that the contact is in; needed while there is one. `leave`: it waits on, " +
          "and what the contact writes next is its answer. `end`: it is cancelled, and what it had not read yet is left to you.",
      }),
  })
  .meta({ id: "WriteMessage", example: { type: "text", text: "Bom dia, Ana! Aqui é o Rui, da recepção.", execution: "leave" } });

export const writeMessageContract = contract({
  method: "POST",
  path: "/contacts/{id}/messages",
  summary: "Write to a contact",
  description:
    "As a person does in the console. It goes out in its turn, after what is already queued for the contact, and only " +
    "within the 24 hours after they last wrote; what becomes of it is told by its `status`.",
  permission: "contacts:write",
  params: contactParams,
  body: writeMessageBody,
  idempotent: true,
  status: 201,
  response: message,
  refusals: {
    404: "There is no such contact.",
    409:
      "`opted-out`: they want nothing sent, and have not written since. `window-closed`: they last wrote more than 24 hours " +
      "ago, or never. `execution-open`: they are in a conversation with a flow, and `execution` does not say what becomes of " +
      "it. `unreachable`: nothing is known that they could be reached by. `channel-not-active`: their channel sends nothing.",
  },
});

export const listMessagesContract = contract({
  method: "GET",
  path: "/contacts/{id}/messages",
  summary: "A contact's messages, both ways, newest first",
  permission: "contacts:read",
  params: contactParams,
  query: pageQuery,
  status: 200,
  response: listOf(message),
});

export type MessageResponse = z.output<typeof message>;
