import { startFlowContract } from "#server/api/contracts/flows";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { startExecution } from "#server/executions/control";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(startFlowContract, ({ actor, body }) => startExecution(actor, body)),
});
