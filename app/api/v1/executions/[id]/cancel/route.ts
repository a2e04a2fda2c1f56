import { cancelExecutionContract } from "#lib/api/executions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { cancelExecution } from "#server/services/executions/cancel";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(cancelExecutionContract, ({ actor, params }) => cancelExecution(actor, params.id)),
});
