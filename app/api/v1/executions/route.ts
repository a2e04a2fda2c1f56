import { listExecutionsContract } from "#lib/api/executions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listExecutions } from "#server/services/executions/list-executions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listExecutionsContract, ({ actor, query }) => listExecutions(actor, query)),
});
