import { startFlowContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { startExecution } from "#server/executions/control";

export const POST = route(startFlowContract, ({ actor, body }) => startExecution(actor, body));
