import { cancelExecutionContract } from "#server/api/contracts/conversations";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { stopExecution } from "#server/executions/control";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(cancelExecutionContract, ({ actor, params }) => stopExecution(actor, params.id)),
});
