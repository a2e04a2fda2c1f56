import { createFlowContract, listFlowsContract } from "#server/api/contracts/flows";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { listFlows } from "#server/flows/list-flows";
import { createFlow } from "#server/flows/write-flow";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listFlowsContract, ({ actor, query }) => listFlows(actor, query)),
  POST: route(createFlowContract, ({ actor, body }) => createFlow(actor, body)),
});
