import { getFlowContract, patchFlowContract, removeFlowContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { getFlow } from "#server/flows/list-flows";
import { patchFlow, removeFlow } from "#server/flows/write-flow";

export const GET = route(getFlowContract, ({ actor, params }) => getFlow(actor, params.id));
export const PATCH = route(patchFlowContract, ({ actor, params, body }) => patchFlow(actor, params.id, body));
export const DELETE = route(removeFlowContract, ({ actor, params }) => removeFlow(actor, params.id));
