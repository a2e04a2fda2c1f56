import { retryExecutionContract } from "#server/api/contracts/executions";
import { route } from "#server/api/route";
import { retryExecution } from "#server/executions/retry";

export const POST = route(retryExecutionContract, ({ actor, params, body }) => retryExecution(actor, params.id, body));
