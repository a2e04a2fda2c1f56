import { z } from "zod";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { contract } from "./contract.ts";
import { graph } from "./graph.ts";
import { timestamp } from "./ids.ts";
import { name } from "./name.ts";
import { listOf, pageQuery } from "./page.ts";
import { flowParams } from "./params.ts";

export const description = z.string("must be a text").max(5_000, "must have at most 5000 characters");

const flowSummary = z
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

export const flowsQuery = pageQuery.extend({
  archived: z.enum(["true", "false"]).optional().meta({ description: "`true` lists the archived flows instead of the others." }),
  search: z.string().max(200).optional().meta({ description: "Part of the name." }),
  state: z.enum(["draft", "published", "changed"]).optional().meta({ description: "Only flows in this state." }),
  order: z
    .enum(["created", "edited"])
    .optional()
    .meta({ description: "What comes first: the newest (unless told), or what was edited last." }),
});

/** Strict, also to clients of the replaced system: who sends a graph here believes it kept. */
export const createFlowBody = z
  .strictObject({ name, description: description.nullish() })
  .meta({ id: "CreateFlow", example: { name: "Atendimento", description: "Primeiro contato" } });

export const patchFlowBody = z
  .strictObject({ name: name.optional(), description: description.nullish() })
  .meta({ id: "PatchFlow", example: { name: "Atendimento ao cliente" } });

export const listFlowsContract = contract({
  method: "GET",
  path: "/flows",
  summary: "List flows, newest first",
  permission: "flows:read",
  query: flowsQuery,
  status: 200,
  response: listOf(flowSummary),
});

export const createFlowContract = contract({
  method: "POST",
  path: "/flows",
  summary: "Create a flow with an empty draft",
  description:
    "Its settings say that for 600 seconds after its end a message begins nothing (`after_end`); replace the draft to change that.",
  permission: "flows:write",
  body: createFlowBody,
  status: 201,
  response: flow,
});

export const getFlowContract = contract({
  method: "GET",
  path: "/flows/{id}",
  summary: "One flow with its draft",
  permission: "flows:read",
  params: flowParams,
  status: 200,
  response: flow,
});

export const patchFlowContract = contract({
  method: "PATCH",
  path: "/flows/{id}",
  summary: "Change the name or the description",
  permission: "flows:write",
  params: flowParams,
  body: patchFlowBody,
  status: 200,
  response: flow,
  refusals: { 409: "The flow is archived." },
});

export const removeFlowContract = contract({
  method: "DELETE",
  path: "/flows/{id}",
  summary: "Delete a flow, or archive it when it has executions",
  description:
    "A flow that never ran is deleted. One with executions is archived: it leaves the lists (`?archived=true` shows it) and " +
    "starts nothing any more; conversations already in it go on.",
  permission: "flows:write",
  params: flowParams,
  status: 204,
  response: null,
  refusals: { 409: "It answers on a channel, or another published flow begins it: choose another one there first." },
});

export type FlowSummary = z.output<typeof flowSummary>;

export type FlowResponse = z.output<typeof flow>;
