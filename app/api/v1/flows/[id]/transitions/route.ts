import { addTransitionContract } from "#server/api/contracts/draft";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { addTransition } from "#server/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(addTransitionContract, ({ actor, params, body }) => addTransition(actor, params.id, body)),
});
