import { getExecutionContract } from "#lib/api/executions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getExecution } from "#server/services/executions/read-executions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getExecutionContract, ({ actor, params }) => getExecution(actor, params.id)),
});
