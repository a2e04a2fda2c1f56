import { z } from "zod";
import { problemSchema } from "#lib/engine/problem/problem-schema.ts";
import { contract } from "./contract.ts";
import { timestamp } from "./ids.ts";
import { contactName } from "./contact-name.ts";
import { listOf, pageQuery } from "./page.ts";
import { contactParams } from "./params.ts";

const REASONS = ["reply_failed", "conversation_failed", "not_taken"] as const;
export type UnansweredReason = (typeof REASONS)[number];

const unanswered = z
  .object({
    contact: contactName,
    since: timestamp.meta({ description: "When the message came that has no answer." }),
    last_message: z
      .object({ type: z.string(), text: z.string() })
      .nullable()
      .meta({ description: "What they said last, its beginning; null where it is not kept any more." }),
    reason: z.enum(REASONS).meta({
      description:
        "reply_failed: a reply could not be sent; conversation_failed: the conversation failed or expired; not_taken: no flow " +
        "took the message.",
    }),
    detail: z
      .string()
      .nullable()
      .meta({ description: "What Meta said of the reply, or why the conversation ended, in English; null where nothing is known." }),
    problem: problemSchema.nullable().meta({ description: "Of a conversation: the reason as data." }),
    execution: z
      .object({ id: z.int(), flow_id: z.int(), flow_name: z.string() })
      .nullable()
      .meta({ description: "The conversation that it belongs to." }),
  })
  .meta({
    id: "Unanswered",
    example: {
      contact: { id: 7, channel_id: 1, wa_id: "5511912345678", user_id: null, name: "Ana" },
      since: "2026-11-23T12:00:00.000Z",
      last_message: { type: "text", text: "Alguém aí?" },
      reason: "not_taken",
      detail: null,
      problem: null,
      execution: null,
    },
  });

export const listUnansweredContract = contract({
  method: "GET",
  path: "/unanswered",
  summary: "List contacts who spoke last and whom nothing will answer, the latest first",
  description:
    "Of the last 30 days, a minute after their message: a reply that could not be sent, a conversation that failed or " +
    "expired, a message that no flow took. Who waits for something (a delay, a person, another system), whom a flow left in " +
    "silence on purpose, and who is marked as settled is not among them.",
  permission: "contacts:read",
  query: pageQuery,
  status: 200,
  response: listOf(unanswered),
});

export const settleContactContract = contract({
  method: "POST",
  path: "/unanswered/{id}/settle",
  summary: "Mark what a contact wrote as settled",
  description: "It needs no answer any more, and leaves the list; what they write from now on counts anew.",
  permission: "contacts:write",
  params: contactParams,
  status: 204,
  response: null,
});

export type UnansweredListed = z.output<typeof unanswered>;
