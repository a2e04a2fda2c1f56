import { getExecutionContract } from "#server/api/contracts/conversations";
import { route } from "#server/api/route";
import { getExecution } from "#server/executions/read-executions";

export const GET = route(getExecutionContract, ({ actor, params }) => getExecution(actor, params.id));
