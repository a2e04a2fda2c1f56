import { addNodeContract } from "#server/api/contracts/draft";
import { route } from "#server/api/route";
import { addNode } from "#server/flows/edit-draft";

export const POST = route(addNodeContract, ({ actor, params, body }) => addNode(actor, params.id, body));
