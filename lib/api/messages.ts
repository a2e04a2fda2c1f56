import { z } from "zod";
import { contract } from "./contract.ts";
import { timestamp } from "./ids.ts";
import { jsonObjectOrNull } from "./json.ts";
import { listOf, pageQuery } from "./page.ts";
import { contactParams } from "./params.ts";

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
    execution_id: z.int().nullable(),
    node_id: z.string().nullable(),
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
      execution_id: 42,
      node_id: "hello",
      error: null,
      sent_at: "2026-11-23T12:00:00.000Z",
      edited_at: null,
      deleted_at: null,
      created_at: "2026-11-23T12:00:00.000Z",
      status_history: [{ status: "sent", at: "2026-11-23T12:00:00.000Z", errors: null, details: null }],
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
