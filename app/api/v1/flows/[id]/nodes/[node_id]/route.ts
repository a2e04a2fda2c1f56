import { patchNodeContract, removeNodeContract } from "#lib/api/draft-edits.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchNode, removeNode } from "#server/services/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchNodeContract, ({ actor, params, body }) => patchNode(actor, params.id, params.node_id, body)),
  DELETE: route(removeNodeContract, ({ actor, params }) => removeNode(actor, params.id, params.node_id)),
});
