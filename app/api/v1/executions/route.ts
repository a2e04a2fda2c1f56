import { listExecutionsContract } from "#server/api/contracts/conversations";
import { route } from "#server/api/route";
import { listExecutions } from "#server/executions/read-executions";

export const GET = route(listExecutionsContract, ({ actor, query }) => listExecutions(actor, query));
