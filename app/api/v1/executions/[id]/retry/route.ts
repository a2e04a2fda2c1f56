import { retryExecutionContract } from "#lib/api/executions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { retryExecution } from "#server/services/executions/retry";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(retryExecutionContract, ({ actor, params, body, once }) => retryExecution(actor, params.id, body, once)),
});
