import { getPulseContract } from "#server/api/contracts/executions";
import { route } from "#server/api/route";
import { getPulse } from "#server/executions/history";

export const GET = route(getPulseContract, ({ actor, params }) => getPulse(actor, params.id));
