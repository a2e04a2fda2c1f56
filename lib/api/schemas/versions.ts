import { z } from "zod";
import { openapiAs, smallId } from "../ids.ts";
import { graph, version } from "./flows.ts";

/** What the API takes and answers about one version, and about the draft as the builder watches it. */

export const knownQuery = z.strictObject({
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

export const versionParams = z.object({ id: smallId, number: smallId });
export const wholeVersion = version.extend({ graph }).meta({ id: "WholeVersion" });

export const conversationsBody = z
  .strictObject({
    action: z.enum(["move", "finish", "restart"]).meta({
      description:
        "move: each goes on at the node of the same id in the latest version, and stays where that is missing; finish: they end as cancelled; restart: they end, and the latest version starts for the same contacts.",
    }),
  })
  .meta({ id: "ActOnConversations", example: { action: "move" } });
export const migrateExecutionsResponse = z
  .object({ affected: z.int().meta({ description: "How many conversations it was done to." }) })
  .meta({ id: "Affected", example: { affected: 4 } });
