import { patchTransitionContract, removeTransitionContract } from "#lib/api/draft-edits.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchTransition, removeTransition } from "#server/services/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchTransitionContract, ({ actor, params, body }) => patchTransition(actor, params.id, params.transition_id, body)),
  DELETE: route(removeTransitionContract, ({ actor, params }) => removeTransition(actor, params.id, params.transition_id)),
});
