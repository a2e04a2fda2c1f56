import { z } from "zod";
import { EXECUTION_STATUSES } from "#lib/engine/status.ts";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { problemSchema } from "#lib/engine/problem/problem-schema.ts";

/** What the pages of executions read from the API, and what they pass on. */

const json = z.record(z.string(), z.unknown());

const summary = z.object({
  id: z.number(),
  flow_id: z.number(),
  flow_name: z.string(),
  flow_version: z.number().nullable(),
  contact: z.object({
    id: z.number(),
    name: z.string().nullable(),
    wa_id: z.string().nullable(),
    user_id: z.string().nullable(),
    is_test: z.boolean(),
  }),
  status: z.enum(EXECUTION_STATUSES),
  node_id: z.string().nullable(),
  reason: z.string().nullable(),
  problem: problemSchema.nullish().catch(null),
  started_at: z.string(),
  updated_at: z.string(),
  ended_at: z.string().nullable(),
});

export const summaryPage = z.object({ items: z.array(summary), next_cursor: z.string().nullable() });

const visit = z.object({
  seq: z.number(),
  node_id: z.string(),
  node_type: z.string(),
  event: z.string(),
  outcome: z.string(),
  exit: z.string().nullable(),
  transition_id: z.string().nullable(),
  changes: json,
  note: z.string().nullable(),
  at: z.string(),
});

export const message = z.object({
  id: z.number(),
  direction: z.enum(["inbound", "outbound"]),
  type: z.string(),
  text: z.string(),
  data: json.nullish().catch(null),
  status: z.string(),
  wamid: z.string().nullable(),
  execution_id: z.number().nullable(),
  node_id: z.string().nullable(),
  error: json.nullish().catch(null),
  sent_at: z.string().nullable(),
  created_at: z.string(),
  status_history: z.array(z.object({ status: z.string(), at: z.string(), errors: z.unknown(), details: z.unknown() })),
});

const conversationMessage = message.extend({
  visit_seq: z.number().nullable(),
  attempts: z.number(),
  request: z.object({ method: z.string(), path: z.string(), body: json }).nullable(),
  answer: json.nullable(),
});

const aiCall = z.object({
  id: z.number(),
  visit_seq: z.number(),
  status: z.string(),
  request: z.unknown(),
  result: z.unknown(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});

export const history = z.object({
  execution: summary,
  waiting_for: z.object({ kind: z.string() }).nullable(),
  timer_due_at: z.string().nullable(),
  graph: flowGraphSchema,
  context_before: json,
  visits: z.array(visit),
  truncated: z.boolean(),
  messages: z.array(conversationMessage),
  ai_calls: z.array(aiCall),
  pulse: z.string(),
});

export const pulse = z.object({ pulse: z.string() });

export type Summary = z.output<typeof summary>;
export type SummaryPage = z.output<typeof summaryPage>;
export type Visit = z.output<typeof visit>;
export type Message = z.output<typeof message>;
export type ConversationMessage = z.output<typeof conversationMessage>;
export type AiCall = z.output<typeof aiCall>;
export type History = z.output<typeof history>;
