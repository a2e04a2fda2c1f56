import type { FlowGraph } from "#lib/engine/types.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { issuesIn } from "#lib/nodes/issues-in.ts";
import type { Actor } from "../../auth/actor.ts";
import { readContactFields } from "../../contacts/field-definitions.ts";
import { flowsOfGraph } from "../../flows/other-flows.ts";
import { readSurroundings } from "../../flows/surroundings.ts";
import { type Db, pool } from "../../platform/db.ts";

/** What an author should know of this graph of the flow's, with all that is around it; errors first. */
export async function readIssues(actor: Actor, flowId: number, graph: FlowGraph, db: Db = pool()): Promise<Issue[]> {
  const surroundings = await readSurroundings(actor, flowId, db);
  const flows = { flowId, others: await flowsOfGraph(db, graph) };
  return issuesIn(graph, { ...surroundings, flows, contactFields: await readContactFields(db) });
}
