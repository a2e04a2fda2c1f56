import { exportFlowContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { exportFlow } from "#server/flows/exchange";

export const GET = route(exportFlowContract, ({ actor, params }) => exportFlow(actor, params.id));
