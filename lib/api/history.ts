import { z } from "zod";
import { contract } from "./contract.ts";
import { executionSummary, rescueLinks, visit, waitingFor } from "./executions.ts";
import { graph } from "./graph.ts";
import { timestamp } from "./ids.ts";
import { message } from "./messages.ts";
import { executionParams } from "./params.ts";
import { quiet } from "./quiet.ts";

export const historyQuery = z.strictObject({
  before: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "must be the number of a visit")
    .transform(Number)
    .optional()
    .meta({
      override: { type: "integer", minimum: 1 },
      description: "Only visits before this one: how to read on where `truncated` is true.",
    }),
});

const graphExchange = z.object({
  method: z.literal("POST"),
  path: z.string().meta({ description: "Below the base URL of the Graph API." }),
  body: z.record(z.string(), z.unknown()),
});

const graphResponse = z.union([
  z.object({
    status: z.int().meta({ description: "Of HTTP." }),
    body: z.unknown().meta({ description: "JSON, or the text that came instead; secrets hidden." }),
    truncated: z.literal(true).optional().meta({ description: "The body was longer than what is kept." }),
  }),
  z.object({
    outcome: z.enum(["timeout", "connection_lost", "not_reached"]).meta({
      description: "No answer came. not_reached: nothing was sent; after the others Meta may have taken the message all the same.",
    }),
    cause: z.string(),
  }),
]);

const conversationMessage = message.extend({
  visit_seq: z.int().nullable().meta({ description: "The visit that sent or heard it; null while it waits to be heard." }),
  attempts: z.int(),
  request: graphExchange
    .nullable()
    .meta({ description: "What is sent to Meta; null for inbound, and for what could not be sent in that form." }),
  answer: graphResponse
    .nullable()
    .meta({ description: "What Meta answered to the last attempt; null while there is none, and where nothing was sent." }),
});

export const call = z.object({
  id: z.int(),
  effect: z.string().meta({ description: "Which call it is, as a node type names it." }),
  visit_seq: z.int(),
  status: z.string().meta({ description: "pending, running or done" }),
  request: z.unknown(),
  result: z.unknown(),
  created_at: timestamp,
  started_at: timestamp.nullable(),
  finished_at: timestamp.nullable(),
});

export const history = z
  .object({
    execution: executionSummary,
    ...rescueLinks,
    waiting_for: waitingFor.nullable(),
    timer_due_at: timestamp.nullable(),
    quiet: quiet.nullable().meta({ description: "Where it has come to its end, is the contact's last, and wants silence." }),
    published_version: z.int().nullable().meta({ description: "The flow's version that is live now; null: none is." }),
    graph: graph.meta({ description: "The version that the execution runs." }),
    context_before: z
      .record(z.string(), z.unknown())
      .meta({ description: "The context before the first visit given here; each visit's `changes` lead on from it." }),
    flows: z
      .array(z.object({ version_id: z.int(), flow_id: z.int(), name: z.string(), version: z.int(), graph }))
      .meta({ description: "The other flows in which some of the visits given happened." }),
    contexts_before: z
      .array(z.object({ frame: z.int(), context: z.record(z.string(), z.unknown()) }))
      .meta({ description: "The same as `context_before` for the frames of other flows that began earlier." }),
    visits: z.array(visit).meta({ description: "In order; the last 500, or the 500 before `before`." }),
    truncated: z.boolean().meta({ description: "There are earlier visits." }),
    messages: z.array(conversationMessage).meta({ description: "Those of the visits given, both ways, in order." }),
    calls: z.array(call).meta({ description: "What was asked of others: language models and so on." }),
    ai_calls: z.array(call).meta({ description: "Those of `calls` that asked a language model; use `calls`." }),
    pulse: z.string().meta({ description: "Changes when anything here does: see /executions/{id}/pulse." }),
  })
  .meta({ id: "ExecutionHistory" });

export const pulse = z.object({ pulse: z.string() }).meta({ id: "Pulse", example: { pulse: "12.4.2026" } });

export const getHistoryContract = contract({
  method: "GET",
  path: "/executions/{id}/history",
  summary: "One execution as a replay shows it",
  description:
    "The graph it runs, its visits with the context they changed, what was said, the requests to Meta and to the language " +
    "model with their answers. Secrets are hidden.",
  permission: "executions:read",
  params: executionParams,
  query: historyQuery,
  status: 200,
  response: history,
});

export const getPulseContract = contract({
  method: "GET",
  path: "/executions/{id}/pulse",
  summary: "Whether an execution's history has changed",
  description: "Cheap enough to ask every second; read the history again when the answer differs from its `pulse`.",
  permission: "executions:read",
  params: executionParams,
  status: 200,
  response: pulse,
});

export type HistoryResponse = z.output<typeof history>;

export type ConversationMessage = z.output<typeof conversationMessage>;
export type HistoryCall = z.output<typeof call>;
