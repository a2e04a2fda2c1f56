import { getFlowContract, patchFlowContract, removeFlowContract } from "#lib/api/flows.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getFlow } from "#server/services/flows/list-flows";
import { patchFlow, removeFlow } from "#server/services/flows/crud";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getFlowContract, ({ actor, params }) => getFlow(actor, params.id)),
  PATCH: route(patchFlowContract, ({ actor, params, body }) => patchFlow(actor, params.id, body)),
  DELETE: route(removeFlowContract, ({ actor, params }) => removeFlow(actor, params.id)),
});
