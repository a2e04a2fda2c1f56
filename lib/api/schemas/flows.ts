import { z } from "zod";
import { CONTEXT_LIMIT, isJsonObject, jsonSize } from "#lib/engine/context.ts";
import { flowGraphSchema, flowNodeSchema, transitionSchema } from "#lib/engine/graph-schema.ts";
import { problemSchema } from "#lib/engine/problem/problem-schema.ts";
import type { Context } from "#lib/engine/types.ts";
import { flowTest, MAX_TESTS } from "#lib/flow-tests/schema.ts";
import { pageQuery } from "../page.ts";
import { flowIdField, smallId, timestamp } from "../ids.ts";

/** What the API takes and answers about flows, and so what the services take and return (JSON in snake_case). */

const EXAMPLE_GRAPH = {
  nodes: [
    { id: "hello", name: "Saudação", node_type: "send_message", config: { message: "Olá! Qual é o seu nome?" }, position: { x: 0, y: 0 } },
    { id: "name", name: "Nome", node_type: "wait_for_input", config: { context_key: "nome" }, position: { x: 260, y: 0 } },
    { id: "bye", name: "Fim", node_type: "end", config: {}, position: { x: 520, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "name", exit: "next", condition: null },
    { id: "t2", from: "name", to: "bye", exit: "next", condition: "nome != ''" },
  ],
  start: "hello",
};

export const graph = flowGraphSchema.meta({
  id: "FlowGraph",
  description: "Nodes, the transitions between them, and the node that runs first.",
  example: EXAMPLE_GRAPH,
});

export const issue = z
  .object({
    severity: z.enum(["error", "warning"]),
    code: z.string(),
    node_id: z.string().nullable(),
    transition_id: z.string().nullable(),
    field: z.string().nullable(),
    message: z.string(),
    params: z.record(z.string(), z.unknown()),
    problem: problemSchema.nullable().meta({ description: "Why an option, a text or a condition can not be read; null for other issues." }),
  })
  .meta({ id: "Issue", description: "Found before publishing. Errors refuse it, warnings do not." });

const name = z.string("must be a text").trim().min(1, "must not be empty").max(200, "must have at most 200 characters");
const description = z.string("must be a text").max(5_000, "must have at most 5000 characters");
const note = z.string("must be a text").max(500, "must have at most 500 characters");

export const flowSummary = z
  .object({
    id: z.int(),
    name: z.string(),
    description: z.string(),
    revision: z.int().meta({ description: "Counts the edits of the draft." }),
    state: z
      .enum(["draft", "published", "changed", "archived"])
      .meta({ description: "draft: never published; changed: the draft differs from the published version." }),
    published_version: z.int().nullable(),
    created_at: timestamp,
    updated_at: timestamp,
    archived_at: timestamp.nullable(),
  })
  .meta({
    id: "FlowSummary",
    example: {
      id: 1,
      name: "Atendimento",
      description: "",
      revision: 1,
      state: "draft",
      published_version: null,
      created_at: "2026-11-23T12:00:00.000Z",
      updated_at: "2026-11-23T12:00:00.000Z",
      archived_at: null,
    },
  });

export const flow = flowSummary.extend({ draft: graph, ...flowGraphSchema.shape }).meta({
  id: "Flow",
  description: "`nodes`, `transitions` and `start` are those of `draft`, once more at the top for clients that read them there.",
});

export const flowParams = z.object({ id: smallId });
export const nodeParams = z.object({ id: smallId, node_id: z.string().min(1).max(64) });
export const transitionParams = z.object({ id: smallId, transition_id: z.string().min(1).max(64) });

export const flowsQuery = pageQuery.extend({
  archived: z.enum(["true", "false"]).optional().meta({ description: "`true` lists the archived flows instead of the others." }),
  search: z.string().max(200).optional().meta({ description: "Part of the name." }),
  state: z.enum(["draft", "published", "changed"]).optional().meta({ description: "Only flows in this state." }),
});

/** Not strict: clients of the replaced system may send more than this, and what they send beside it means nothing here. */
export const createFlowBody = z
  .object({ name, description: description.nullish() })
  .meta({ id: "CreateFlow", example: { name: "Atendimento", description: "Primeiro contato" } });
export const patchFlowBody = z
  .strictObject({ name: name.optional(), description: description.nullish() })
  .meta({ id: "PatchFlow", example: { name: "Atendimento ao cliente" } });

const { shape: nodeShape } = flowNodeSchema;
const { shape: transitionShape } = transitionSchema;

export const createNodeBody = z
  .strictObject({ ...nodeShape, id: nodeShape.id.optional().meta({ description: "The author's own; `n1`, `n2` ... when left out." }) })
  .meta({ id: "CreateNode", example: EXAMPLE_GRAPH.nodes[0] });
export const patchNodeBody = z
  .strictObject({
    id: nodeShape.id.optional().meta({ description: "May be repeated, not changed." }),
    name: nodeShape.name.unwrap().optional(),
    node_type: nodeShape.node_type.optional(),
    config: nodeShape.config.unwrap().optional().meta({ description: "Replaces the whole config." }),
    position: nodeShape.position.unwrap().optional(),
  })
  .meta({ id: "PatchNode", example: { config: { message: "Oi, {nome}!" } } });

export const createTransitionBody = z
  .strictObject({
    ...transitionShape,
    id: transitionShape.id.optional().meta({ description: "The author's own; `t1`, `t2` ... when left out." }),
  })
  .meta({ id: "CreateTransition", example: { from: "hello", to: "name" } });
export const patchTransitionBody = z
  .strictObject({
    id: transitionShape.id.optional().meta({ description: "May be repeated, not changed." }),
    from: transitionShape.from.optional(),
    to: transitionShape.to.optional(),
    exit: transitionShape.exit.unwrap().optional(),
    condition: transitionShape.condition.unwrap().optional(),
  })
  .meta({ id: "PatchTransition", example: { condition: "idade >= 18" } });

const revision = z.int("must be a whole number: the revision last read");

export const revisionResponse = z
  .object({ revision: revision.meta({ description: "The draft's, after the edit." }) })
  .meta({ id: "Revision", example: { revision: 8 } });
export const nodeResponse = z
  .object({ ...nodeShape, revision })
  .meta({ id: "NodeAnswer", example: { ...EXAMPLE_GRAPH.nodes[0], revision: 2 } });
export const transitionResponse = z
  .object({ ...transitionShape, revision })
  .meta({ id: "TransitionAnswer", example: { ...EXAMPLE_GRAPH.transitions[0], revision: 5 } });

export const putDraftBody = flowGraphSchema.safeExtend({ revision }).meta({ id: "PutDraft", example: { ...EXAMPLE_GRAPH, revision: 7 } });
export const draftResponse = z
  .object({ revision, issues: z.array(issue) })
  .meta({ id: "DraftAnswer", example: { revision: 8, issues: [] } });

export const publishBody = z
  .strictObject({
    note: note.nullish(),
    revision: revision.optional().meta({ description: "Refused with 409 when the draft has moved on from it." }),
    from_version: z
      .int("must be a whole number: a version")
      .positive("must be 1 or more")
      .optional()
      .meta({ description: "Rolls back: this version becomes the draft, and that draft is published, both or neither." }),
  })
  .meta({ id: "Publish", example: { note: "Novo menu" } });
export const publishResponse = z
  .object({ version: z.int(), version_id: z.int(), revision, issues: z.array(issue).meta({ description: "Warnings." }) })
  .meta({ id: "PublishAnswer", example: { version: 3, version_id: 12, revision: 8, issues: [] } });

export const version = z
  .object({
    number: z.int(),
    note: z.string(),
    created_at: timestamp,
    created_by: z.string(),
    created_by_name: z.string().nullable().meta({ description: "Of a user of the console." }),
    open_executions: z.int(),
  })
  .meta({
    id: "Version",
    example: {
      number: 3,
      note: "Novo menu",
      created_at: "2026-11-23T12:00:00.000Z",
      created_by: "user:1",
      created_by_name: "Ana",
      open_executions: 4,
    },
  });

export const exported = z
  .object({
    format: z.literal("siga.flow"),
    format_version: z.literal(1),
    name: z.string(),
    description: z.string(),
    graph,
    tests: z.array(flowTest).optional().meta({ description: "Left out when there are none." }),
  })
  .meta({
    id: "FlowExport",
    example: { format: "siga.flow", format_version: 1, name: "Atendimento", description: "", graph: EXAMPLE_GRAPH },
  });

/** An export, or a graph with a name beside it; `at` is where the graph stood. */
export const importBody = z
  .strictObject({
    format: z.literal("siga.flow", 'must be "siga.flow"').optional(),
    format_version: z.literal(1, "must be 1, the only format there is so far").optional(),
    name,
    description: description.nullish(),
    graph: graph.optional(),
    nodes: z.array(z.unknown()).optional(),
    transitions: z.array(z.unknown()).optional(),
    start: z.string().nullish(),
    notes: z.array(z.unknown()).optional(),
    tests: z
      .array(flowTest)
      .max(MAX_TESTS)
      .refine((tests) => new Set(tests.map((test) => test.name)).size === tests.length, {
        error: "must not hold two tests of the same name",
        params: { code: "duplicate-test-name" },
      })
      .default([]),
  })
  .transform(({ name, description, graph, nodes, transitions, start, notes, tests }, check) => {
    if (graph !== undefined) {
      if (nodes === undefined && transitions === undefined && start === undefined && notes === undefined)
        return { name, description: description ?? "", graph, at: ["graph"], tests };
      check.issues.push({
        code: "custom",
        path: ["graph"],
        message: "is given, so `nodes`, `transitions` and `start` beside it must not be",
        params: { code: "graph-given-twice" },
        input: graph,
      });
      return z.NEVER;
    }
    const bare = flowGraphSchema.safeParse({ nodes, transitions, start: start ?? null, notes });
    if (bare.success) return { name, description: description ?? "", graph: bare.data, at: [], tests };
    for (const found of bare.error.issues) check.issues.push({ ...found, input: undefined } as z.core.$ZodRawIssue);
    return z.NEVER;
  })
  .meta({
    id: "ImportFlow",
    description: "What an export answers, or `nodes`, `transitions` and `start` beside a `name`.",
    example: { name: "Atendimento", ...EXAMPLE_GRAPH },
  });

export const startBody = z
  .object({
    flow_id: flowIdField,
    contact: z.string("must be a phone number as text").max(64, "must be a phone number"),
    context: (z.record(z.string(), z.unknown()).refine(isJsonObject, "must be a JSON object") as unknown as z.ZodType<Context, Context>)
      .refine((context) => jsonSize(context) <= CONTEXT_LIMIT, `must be smaller than ${CONTEXT_LIMIT} characters of JSON`)
      .nullish(),
    channel_id: z
      .int("must be the number of a channel")
      .min(1, "must be the number of a channel")
      .max(2_147_483_647, "must be the number of a channel")
      .nullish(),
  })
  .meta({ id: "StartFlow", example: { flow_id: 1, contact: "+55 11 91234-5678", context: { nome: "Ana" } } });
export const startResponse = z
  .object({ execution_id: z.int(), status: z.string(), contact_id: z.int() })
  .meta({ id: "StartAnswer", example: { execution_id: 42, status: "waiting", contact_id: 7 } });

export type FlowSummary = z.output<typeof flowSummary>;
export type FlowResponse = z.output<typeof flow>;
