import { addNodeContract } from "#lib/api/draft-edits.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { addNode } from "#server/services/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(addNodeContract, ({ actor, params, body }) => addNode(actor, params.id, body)),
});
