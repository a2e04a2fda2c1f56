import { getHistoryContract } from "#server/api/contracts/executions";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { getHistory } from "#server/executions/history";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getHistoryContract, ({ actor, params, query }) => getHistory(actor, params.id, query)),
});
