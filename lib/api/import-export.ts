import { z } from "zod";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { flowTest, MAX_TESTS } from "#lib/flow-tests/schema.ts";
import { BODY_BYTES, contract } from "./contract.ts";
import { description, flow } from "./flows.ts";
import { EXAMPLE_GRAPH, graph } from "./graph.ts";
import { name } from "./name.ts";
import { flowParams } from "./params.ts";

const begunFlows = z.record(z.string().regex(/^[1-9]\d{0,9}$/, "must be the number of a flow"), z.string().max(200));

export const exported = z
  .object({
    format: z.literal("siga.flow"),
    format_version: z.literal(1),
    name: z.string(),
    description: z.string(),
    graph,
    tests: z.array(flowTest).optional().meta({ description: "Left out when there are none." }),
    flows: begunFlows
      .optional()
      .meta({ description: "The flows that its nodes begin, by their ids here: their names. Left out when there are none." }),
    flow_id: z.int().optional().meta({ description: "Its own id here, where its nodes begin it itself; else left out." }),
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
    settings: z.unknown().optional(),
    triggers: z.unknown().optional(),
    tests: z
      .array(flowTest)
      .max(MAX_TESTS)
      .refine((tests) => new Set(tests.map((test) => test.name)).size === tests.length, {
        error: "must not hold two tests of the same name",
        params: { code: "duplicate-test-name" },
      })
      .default([]),
    flows: begunFlows.optional().meta({
      description:
        "As an export has them: a node that begins one begins the flow of that name here, none where there is no such flow. " +
        "Left out: the ids are this installation's.",
    }),
    flow_id: z.int().min(1).optional().meta({
      description: "As an export has it: a node that begins the flow of this id begins the imported one.",
    }),
  })
  .transform(({ name, description, graph, nodes, transitions, start, notes, settings, triggers, tests, flows, flow_id }, check) => {
    if (graph !== undefined) {
      if ([nodes, transitions, start, notes, settings, triggers].every((part) => part === undefined))
        return { name, description: description ?? "", graph, at: ["graph"], tests, flows, flow_id };
      check.issues.push({
        code: "custom",
        path: ["graph"],
        message: "is given, so `nodes`, `transitions` and `start` beside it must not be",
        params: { code: "graph-given-twice" },
        input: graph,
      });
      return z.NEVER;
    }
    const bare = flowGraphSchema.safeParse({ nodes, transitions, start: start ?? null, notes, settings, triggers });
    if (bare.success) return { name, description: description ?? "", graph: bare.data, at: [], tests, flows, flow_id };
    for (const found of bare.error.issues) check.issues.push({ ...found, input: undefined } as z.core.$ZodRawIssue);
    return z.NEVER;
  })
  .meta({
    id: "ImportFlow",
    description: "What an export answers, or `nodes`, `transitions` and `start` beside a `name`.",
    example: { name: "Atendimento", ...EXAMPLE_GRAPH },
  });

export type ImportFlow = z.input<typeof importBody>;

export const exportFlowContract = contract({
  method: "GET",
  path: "/flows/{id}/export",
  summary: "The draft as a file",
  permission: "flows:read",
  params: flowParams,
  status: 200,
  response: exported,
});

export const importFlowContract = contract({
  method: "POST",
  path: "/flows/import",
  summary: "Create a flow from an export",
  permission: "flows:write",
  body: importBody,
  maxBytes: BODY_BYTES.flow,
  status: 201,
  response: flow,
});
