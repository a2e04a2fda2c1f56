import { z } from "zod";
import { pageQuery } from "../api/cursor.ts";
import { bigId, smallId, timestamp } from "../api/ids.ts";

export const contact = z
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
    example: { id: 7, channel_id: 1, wa_id: "5511912345678", user_id: null, name: "Ana", fields: {}, last_inbound_at: "2026-11-23T12:00:00.000Z", created_at: "2026-11-23T12:00:00.000Z" },
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
    status: z.string().meta({ description: "inbound: received; outbound: queued, sending, sent, delivered, read, failed, unknown, simulated" }),
    wamid: z.string().nullable(),
    execution_id: z.int().nullable(),
    node_id: z.string().nullable(),
    error: z.unknown(),
    sent_at: timestamp.nullable(),
    created_at: timestamp,
    status_history: z.array(z.object({ status: z.string(), at: timestamp, errors: z.unknown() })).meta({ description: "What Meta reported, in its order." }),
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
      status_history: [{ status: "sent", at: "2026-11-23T12:00:00.000Z", errors: null }],
    },
  });

export type ContactAnswer = z.output<typeof contact>;
export type MessageAnswer = z.output<typeof message>;
