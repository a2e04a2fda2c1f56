import { type Actor, allow } from "../auth/actor.ts";
import { inTransaction } from "../db.ts";
import { readFlow } from "./flow-row.ts";
import type { FlowAnswer } from "./schemas.ts";
import { insertFlow } from "./write-flow.ts";

/** A new flow with the draft of another; nothing of it is published. @throws Problem 404 */
export async function duplicateFlow(actor: Actor, id: number, name: string): Promise<FlowAnswer> {
  allow(actor, "flows:write");
  return inTransaction(async (client) => {
    const { description, draft } = await readFlow(client, id);
    return insertFlow(client, actor, "flow.duplicated", { name, description, graph: draft });
  });
}
