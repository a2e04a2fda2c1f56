import { addTransitionContract } from "#server/api/contracts/draft";
import { route } from "#server/api/route";
import { addTransition } from "#server/flows/edit-draft";

export const POST = route(addTransitionContract, ({ actor, params, body }) => addTransition(actor, params.id, body));
