import { cancelExecutionContract } from "#server/api/contracts/conversations";
import { route } from "#server/api/route";
import { stopExecution } from "#server/executions/control";

export const POST = route(cancelExecutionContract, ({ actor, params }) => stopExecution(actor, params.id));
