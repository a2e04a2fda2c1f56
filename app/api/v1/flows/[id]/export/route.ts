import { exportFlowContract } from "#server/api/contracts/flows";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { exportFlow } from "#server/flows/exchange";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(exportFlowContract, ({ actor, params }) => exportFlow(actor, params.id)),
});
