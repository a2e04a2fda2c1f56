import type { z } from "zod";
import { type Actor, allow } from "../auth/actor.ts";
import { inTransaction, pool } from "../db.ts";
import { readFlow } from "./flow-row.ts";
import { checkNodeTypes } from "./node-types.ts";
import type { exported, FlowAnswer, importBody } from "./schemas.ts";
import { insertFlow } from "./write-flow.ts";

/** The draft as a file for another installation; what it holds comes back equal from `importFlow`. @throws Problem 404 */
export async function exportFlow(actor: Actor, id: number): Promise<z.output<typeof exported>> {
  allow(actor, "flows:read");
  const { name, description, draft } = await readFlow(pool(), id);
  return { format: "siga.flow", format_version: 1, name, description, graph: draft };
}

/** A new flow whose draft is the imported graph; nothing is published. @throws Problem 422 */
export async function importFlow(actor: Actor, body: z.output<typeof importBody>): Promise<FlowAnswer> {
  allow(actor, "flows:write");
  checkNodeTypes(body.graph, body.at);
  return inTransaction((client) => insertFlow(client, actor, "flow.imported", body));
}
