import { patchNodeContract, removeNodeContract } from "#server/api/contracts/draft";
import { route } from "#server/api/route";
import { patchNode, removeNode } from "#server/flows/edit-draft";

export const PATCH = route(patchNodeContract, ({ actor, params, body }) => patchNode(actor, params.id, params.node_id, body));
export const DELETE = route(removeNodeContract, ({ actor, params }) => removeNode(actor, params.id, params.node_id));
