import { createFlowContract, listFlowsContract } from "#lib/api/flows.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listFlows } from "#server/services/flows/list-flows";
import { createFlow } from "#server/services/flows/crud";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listFlowsContract, ({ actor, query }) => listFlows(actor, query)),
  POST: route(createFlowContract, ({ actor, body }) => createFlow(actor, body)),
});
