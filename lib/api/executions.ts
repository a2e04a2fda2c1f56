import { z } from "zod";
import { problemSchema } from "#lib/engine/problem/problem-schema.ts";
import { EXECUTION_STATUSES } from "#lib/engine/status.ts";
import { contactName } from "./contact-name.ts";
import { contract } from "./contract.ts";
import { bigId, openapiAs, smallId, timestamp } from "./ids.ts";
import { listOf, pageQuery } from "./page.ts";
import { executionParams } from "./params.ts";
import { testsParam } from "./tests-param.ts";
import { timestampParam } from "./timestamp-param.ts";

const status = z.enum(EXECUTION_STATUSES);

const startedBy = z.object({
  type: z.string(),
  trigger: z.string().optional().meta({ description: "Which of the flow's triggers." }),
});

export const executionSummary = z
  .object({
    id: z.int(),
    flow_id: z.int(),
    flow_name: z.string(),
    flow_version: z.int().nullable(),
    contact_id: z.int(),
    contact: contactName.extend({
      is_test: z.boolean().meta({ description: "Somebody at the simulator, who tries a flow through the real pipeline." }),
    }),
    status,
    node_id: z
      .string()
      .nullable()
      .meta({
        description:
          "Where it rests, or where it ended: a node of its own flow, also while another flow goes on that this node began; null " +
          "once it has gone to another flow for good.",
      }),
    reason: z.string().nullable().meta({ description: "Why it ended, in words; null while it goes on or when it simply completed." }),
    problem: problemSchema
      .nullable()
      .meta({ description: "The reason as data, for clients that say it in another language; null where it has none." }),
    started_by: startedBy.nullable().meta({
      description:
        "Why it began: the type of a trigger, `default` for the channel's flow, `api` for a request. Null: it began before this was kept.",
    }),
    started_at: timestamp,
    updated_at: timestamp,
    ended_at: timestamp.nullable(),
  })
  .meta({ id: "ExecutionSummary" });

const executionListed = executionSummary
  .extend({
    node_name: z.string().nullable().meta({ description: "The name of the node of `node_id`, in the version that it runs." }),
    last_message: z
      .object({ direction: z.enum(["inbound", "outbound"]), type: z.string(), text: z.string(), at: timestamp.nullable() })
      .nullable()
      .meta({ description: "What was said last, its beginning; null where nothing was, or it is not kept any more." }),
  })
  .meta({ id: "ExecutionListed" });

export const visit = z
  .object({
    seq: z.int(),
    node_id: z.string(),
    node_type: z.string(),
    flow_version_id: z
      .int()
      .nullable()
      .meta({ description: "The version of another flow, begun within this execution, whose node it is; null: of its own." }),
    frame: z.int().nullable().meta({
      description:
        "The number of the first visit since that flow was begun: `changes` are of the context that it has then. Null: of its own flow.",
    }),
    event: z.string().meta({ description: "What made the node act." }),
    outcome: z.string().meta({ description: "left, waits, began (another flow, where the next visit is), ended or failed" }),
    exit: z.string().nullable(),
    transition_id: z.string().nullable().meta({ description: "The transition taken from that exit." }),
    conditions: z
      .array(
        z.object({
          transition_id: z.string(),
          value: z.boolean().nullable().meta({ description: "Whether it held; null: it could not be evaluated, and the visit failed." }),
        }),
      )
      .meta({ description: "The conditions tried at that exit, in order; empty for visits of before they were kept, too." }),
    changes: z.record(z.string(), z.unknown()).meta({ description: "The context keys that this visit set." }),
    note: z.string().nullable(),
    at: timestamp,
    started_by: startedBy.nullable().meta({
      description: "Of the first visit in a flow that a trigger, or a request, has put on top of what the execution waited for: why.",
    }),
  })
  .meta({ id: "Visit" });

export const waitingFor = z.object({
  for: z.array(z.string()).meta({ description: "What may wake it: message, timer, ai ..." }),
  kind: z.string().meta({ description: "The first of `for`; use that." }),
});

/** Executions that the channel's rescue flow binds together. */
export const rescueLinks = {
  rescues: z.int().nullable().meta({ description: "The execution for which this one, of the channel's rescue flow, has begun." }),
  rescued_by: z.int().nullable().meta({ description: "The execution of the channel's rescue flow that has begun for this one." }),
};

export const execution = executionSummary
  .extend({
    ...rescueLinks,
    context: z.record(z.string(), z.unknown()),
    waiting_for: waitingFor.nullable().meta({ description: "Null when it waits for nothing." }),
    log: z.array(visit).meta({ description: "Visits in order; the last 1000 of a longer one." }),
    log_truncated: z.boolean(),
  })
  .meta({
    id: "Execution",
    example: {
      id: 42,
      flow_id: 1,
      flow_name: "Atendimento",
      flow_version: 3,
      contact_id: 7,
      contact: { id: 7, channel_id: 1, wa_id: "5511912345678", user_id: null, name: "Ana", is_test: false },
      status: "waiting",
      node_id: "name",
      reason: null,
      problem: null,
      started_by: { type: "words", trigger: "menu" },
      started_at: "2026-11-23T12:00:00.000Z",
      updated_at: "2026-11-23T12:00:01.000Z",
      ended_at: null,
      rescues: null,
      rescued_by: null,
      context: { last_message: "oi" },
      waiting_for: { for: ["message"], kind: "message" },
      log: [
        {
          seq: 1,
          node_id: "hello",
          node_type: "send_message",
          flow_version_id: null,
          frame: null,
          event: "execution_started",
          outcome: "left",
          exit: "next",
          transition_id: "t1",
          conditions: [],
          changes: {},
          note: null,
          at: "2026-11-23T12:00:00.000Z",
          started_by: null,
        },
      ],
      log_truncated: false,
    },
  });

const statusList = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(EXECUTION_STATUSES, `must be one of ${EXECUTION_STATUSES.join(", ")}, or several with commas between`)))
  .meta({
    ...openapiAs({ type: "string", example: "waiting,scheduled" }),
    description: `One of ${EXECUTION_STATUSES.join(", ")}, or several with commas between.`,
  });

export const executionsQuery = pageQuery.extend({
  flow_id: smallId.optional(),
  status: statusList.optional(),
  contact: z.string().max(64).optional().meta({ description: "A phone number with its country code, or of WORKFLOW_DEFAULT_COUNTRY." }),
  contact_id: bigId.optional(),
  search: z.string().max(200).optional().meta({ description: "Part of the contact's name or phone number, however that is written." }),
  from: timestampParam.optional().meta({ description: "Started at this time or later." }),
  to: timestampParam.optional().meta({ description: "Started before this time." }),
  is_test: testsParam,
});

/** A count stops here: what is more costs the same, and reads as "1000+". */
export const MOST_COUNTED = 1_000;

const executionCounts = z
  .object({
    counts: z
      .partialRecord(status, z.int())
      .nullable()
      .meta({
        description: `How many there are, by status; ${MOST_COUNTED + 1} says more than ${MOST_COUNTED}. Null: too much to count at once.`,
      }),
  })
  .meta({ id: "ExecutionCounts", example: { counts: { waiting: 12, failed: 1 } } });

export const retryBody = z
  .strictObject({
    version: z
      .enum(["same", "latest"], 'must be "same" or "latest"')
      .default("same")
      .meta({ description: "`latest`: the version published last, if it has the node that failed." }),
  })
  .meta({ id: "RetryExecution", example: { version: "latest" } });

export const countExecutionsContract = contract({
  method: "GET",
  path: "/executions/counts",
  summary: "How many executions there are, by status",
  description: "With the filters of the list; `status` names those that are counted, all unless given.",
  permission: "executions:read",
  query: executionsQuery.omit({ limit: true, cursor: true }),
  status: 200,
  response: executionCounts,
});

export const listExecutionsContract = contract({
  method: "GET",
  path: "/executions",
  summary: "List executions, newest first",
  permission: "executions:read",
  query: executionsQuery,
  status: 200,
  response: listOf(executionListed),
});

export const getExecutionContract = contract({
  method: "GET",
  path: "/executions/{id}",
  summary: "One execution with its context and log",
  permission: "executions:read",
  params: executionParams,
  status: 200,
  response: execution,
});

export const cancelExecutionContract = contract({
  method: "POST",
  path: "/executions/{id}/cancel",
  summary: "End an open execution",
  description: "Its timers are dropped; what it has already queued is still sent.",
  permission: "executions:write",
  params: executionParams,
  status: 200,
  response: execution,
  refusals: { 409: "It has already ended." },
});

export const retryExecutionContract = contract({
  method: "POST",
  path: "/executions/{id}/retry",
  summary: "Have a failed execution go on from the node that failed",
  description: "The node is entered once more with the context as it was, and what follows it runs before the answer.",
  permission: "executions:write",
  params: executionParams,
  body: retryBody,
  idempotent: true,
  status: 200,
  response: execution,
  refusals: { 409: "It has not failed, its contact is in another conversation, or the latest version has no such node." },
});

export type ExecutionSummary = z.output<typeof executionSummary>;
export type ExecutionListed = z.output<typeof executionListed>;
export type ExecutionCounts = z.output<typeof executionCounts>["counts"];

export type ExecutionResponse = z.output<typeof execution>;
export type Visit = z.output<typeof visit>;
