import { z } from "zod";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { BODY_BYTES, contract } from "./contract.ts";
import { EXAMPLE_GRAPH, graph, revision } from "./graph.ts";
import { openapiAs } from "./ids.ts";
import { issue } from "./issue.ts";
import { flowParams } from "./params.ts";

const knownQuery = z.strictObject({
  known_revision: z
    .string()
    .regex(/^\d{1,10}$/, "must be a whole number: the revision last read")
    .transform(Number)
    .optional()
    .meta({ ...openapiAs({ type: "integer" }), description: "Asks only whether the draft has moved on from it." }),
});

export const knownDraft = z
  .object({
    revision: z.int(),
    graph: graph.nullable().meta({ description: "Null while the draft is at `known_revision`." }),
    edited_by: z
      .object({ name: z.string().nullable().meta({ description: "Null: they exist no more." }), is_you: z.boolean() })
      .nullable()
      .optional()
      .meta({ description: "Who saved it last; null when nobody has since it was made. Left out where `graph` is null." }),
  })
  .meta({ id: "Draft", example: { revision: 7, graph: null } });

export const putDraftBody = flowGraphSchema.safeExtend({ revision }).meta({ id: "PutDraft", example: { ...EXAMPLE_GRAPH, revision: 7 } });

export const draftResponse = z
  .object({ revision, issues: z.array(issue) })
  .meta({ id: "DraftAnswer", example: { revision: 8, issues: [] } });

export const getDraftContract = contract({
  method: "GET",
  path: "/flows/{id}/draft",
  summary: "The draft, or that it has not changed",
  permission: "flows:read",
  params: flowParams,
  query: knownQuery,
  status: 200,
  response: knownDraft,
});

export const putDraftContract = contract({
  method: "PUT",
  path: "/flows/{id}/draft",
  summary: "Replace the whole draft",
  description:
    "The graph plus `revision`, the one last read. The draft may be incomplete: `issues` tell what stands in the way of publishing it.",
  permission: "flows:write",
  params: flowParams,
  body: putDraftBody,
  maxBytes: BODY_BYTES.flow,
  status: 200,
  response: draftResponse,
  refusals: { 409: "`revision` is stale; `current_revision` is the one now. Or the flow is archived." },
});
