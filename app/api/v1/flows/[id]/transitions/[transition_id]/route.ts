import { patchTransitionContract, removeTransitionContract } from "#server/api/contracts/draft";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { patchTransition, removeTransition } from "#server/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchTransitionContract, ({ actor, params, body }) => patchTransition(actor, params.id, params.transition_id, body)),
  DELETE: route(removeTransitionContract, ({ actor, params }) => removeTransition(actor, params.id, params.transition_id)),
});
