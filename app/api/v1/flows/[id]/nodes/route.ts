import { addNodeContract } from "#server/api/contracts/draft";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { addNode } from "#server/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(addNodeContract, ({ actor, params, body }) => addNode(actor, params.id, body)),
});
