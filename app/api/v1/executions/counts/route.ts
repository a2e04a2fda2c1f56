import { countExecutionsContract } from "#lib/api/executions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { countExecutions } from "#server/services/executions/list-executions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(countExecutionsContract, ({ actor, query }) => countExecutions(actor, query)),
});
