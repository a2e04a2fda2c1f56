import { patchTransitionContract, removeTransitionContract } from "#server/api/contracts/draft";
import { route } from "#server/api/route";
import { patchTransition, removeTransition } from "#server/flows/edit-draft";

export const PATCH = route(patchTransitionContract, ({ actor, params, body }) => patchTransition(actor, params.id, params.transition_id, body));
export const DELETE = route(removeTransitionContract, ({ actor, params }) => removeTransition(actor, params.id, params.transition_id));
