import { z } from "zod";
import { contract } from "./contract.ts";
import { graph } from "./graph.ts";
import { openapiAs, smallId } from "./ids.ts";

const MOST_ASKED = 100;

const otherFlow = z
  .object({
    id: z.int(),
    name: z.string(),
    is_archived: z.boolean(),
    published: z
      .object({ version: z.int().meta({ description: "Its number within the flow." }), version_id: z.int(), graph })
      .nullable()
      .meta({ description: "What another flow begins; null: nothing is published." }),
  })
  .meta({ id: "PublishedFlow" });

export const publishedFlowsResponse = z.object({ items: z.array(otherFlow) });

export const publishedFlowsContract = contract({
  method: "GET",
  path: "/flows/published",
  summary: "What is published of some flows, and of all that they begin",
  description:
    "For whoever runs a flow by themselves: the flows that its nodes begin, as they are published now, and those that these " +
    "begin in turn. Flows that there are not are left out.",
  permission: "flows:read",
  query: z.strictObject({
    ids: z
      .string()
      .transform((text) => text.split(","))
      .pipe(z.array(smallId).max(MOST_ASKED, `must be at most ${MOST_ASKED} ids`))
      .optional()
      .meta({ ...openapiAs({ type: "string", example: "3,7" }), description: "Ids of flows, with commas between; none unless given." }),
  }),
  status: 200,
  response: publishedFlowsResponse,
});
