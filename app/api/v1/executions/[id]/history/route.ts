import { getHistoryContract } from "#server/api/contracts/executions";
import { route } from "#server/api/route";
import { getHistory } from "#server/executions/history";

export const GET = route(getHistoryContract, ({ actor, params, query }) => getHistory(actor, params.id, query));
