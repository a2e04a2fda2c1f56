import { patchNodeContract, removeNodeContract } from "#server/api/contracts/draft";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { patchNode, removeNode } from "#server/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchNodeContract, ({ actor, params, body }) => patchNode(actor, params.id, params.node_id, body)),
  DELETE: route(removeNodeContract, ({ actor, params }) => removeNode(actor, params.id, params.node_id)),
});
