import { retryExecutionContract } from "#server/api/contracts/executions";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { retryExecution } from "#server/executions/retry";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(retryExecutionContract, ({ actor, params, body }) => retryExecution(actor, params.id, body)),
});
