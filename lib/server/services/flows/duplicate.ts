import { withFlowsBegun } from "#lib/engine/other-flows.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction } from "../../platform/db.ts";
import { readFlow } from "../../flows/flow-row.ts";
import type { FlowResponse } from "#lib/api/flows.ts";
import { insertFlow } from "./crud.ts";

/**
 * A new flow with the draft and the tests of another; nothing of it is published. What began the other itself begins the copy.
 * @throws ApiError 404
 */
export async function duplicateFlow(actor: Actor, id: number, name: string): Promise<FlowResponse> {
  allow(actor, "flows:write");
  return inTransaction(async (client) => {
    const { description, draft } = await readFlow(client, id);
    const copy = await insertFlow(client, actor, "flow.duplicated", {
      ...{ name, description },
      graph: (own) => withFlowsBegun(draft, nodeTypes, (begun) => (begun === id ? own : begun)),
    });
    // SQL, because it copies rows where they are.
    await client.query(
      "INSERT INTO flow_tests (flow_id, name, conversation, contact_id) SELECT $2, name, conversation, contact_id FROM flow_tests WHERE flow_id = $1 ORDER BY id",
      [id, copy.id],
    );
    return copy;
  });
}
