import { getPulseContract } from "#server/api/contracts/executions";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { getPulse } from "#server/executions/history";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getPulseContract, ({ actor, params }) => getPulse(actor, params.id)),
});
