import { publishFlowContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { publishFlow } from "#server/flows/publish";

export const POST = route(publishFlowContract, ({ actor, params, body }) => publishFlow(actor, params.id, body));
