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

const flatDraft = flowGraphSchema.safeExtend({ revision });

/** A draft as GET gives it, `{ revision, graph }`, is taken, too: who reads, changes and sends back need not know two shapes. */
function flattened(given: unknown): unknown {
  if (typeof given !== "object" || given === null || !("graph" in given) || "nodes" in given) return given;
  const { graph: nested, edited_by: _, ...rest } = given as Record<string, unknown>;
  return typeof nested === "object" && nested !== null && !Array.isArray(nested) ? { ...nested, ...rest } : given;
}

/** What it takes stands in the type; the schema of what comes out is that of the flat shape. */
export const putDraftBody = (
  z.preprocess(flattened, flatDraft) as unknown as z.ZodType<
    z.output<typeof flatDraft>,
    z.input<typeof flatDraft> | { revision: number; graph: z.input<typeof flowGraphSchema> }
  >
).meta({
  id: "PutDraft",
  description: "The graph with `revision` beside it; what GET gives, `revision` and the graph in `graph`, is taken as well.",
  example: { ...EXAMPLE_GRAPH, revision: 7 },
});

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
