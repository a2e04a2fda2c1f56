import { listExecutionsContract } from "#server/api/contracts/conversations";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { listExecutions } from "#server/executions/read-executions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listExecutionsContract, ({ actor, query }) => listExecutions(actor, query)),
});
