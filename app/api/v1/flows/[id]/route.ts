import { getFlowContract, patchFlowContract, removeFlowContract } from "#server/api/contracts/flows";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { getFlow } from "#server/flows/list-flows";
import { patchFlow, removeFlow } from "#server/flows/write-flow";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getFlowContract, ({ actor, params }) => getFlow(actor, params.id)),
  PATCH: route(patchFlowContract, ({ actor, params, body }) => patchFlow(actor, params.id, body)),
  DELETE: route(removeFlowContract, ({ actor, params }) => removeFlow(actor, params.id)),
});
