import { getExecutionContract } from "#server/api/contracts/conversations";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { getExecution } from "#server/executions/read-executions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getExecutionContract, ({ actor, params }) => getExecution(actor, params.id)),
});
