import { getHistoryContract } from "#lib/api/history.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getHistory } from "#server/services/executions/history";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getHistoryContract, ({ actor, params, query }) => getHistory(actor, params.id, query)),
});
