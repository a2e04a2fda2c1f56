import { createFlowContract, listFlowsContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { listFlows } from "#server/flows/list-flows";
import { createFlow } from "#server/flows/write-flow";

export const GET = route(listFlowsContract, ({ actor, query }) => listFlows(actor, query));
export const POST = route(createFlowContract, ({ actor, body }) => createFlow(actor, body));
