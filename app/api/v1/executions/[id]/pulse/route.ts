import { getPulseContract } from "#lib/api/history.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getPulse } from "#server/services/executions/history";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getPulseContract, ({ actor, params }) => getPulse(actor, params.id)),
});
