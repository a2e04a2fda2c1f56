import { publishFlowContract } from "#server/api/contracts/flows";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { publishFlow } from "#server/flows/publish";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(publishFlowContract, ({ actor, params, body }) => publishFlow(actor, params.id, body)),
});
