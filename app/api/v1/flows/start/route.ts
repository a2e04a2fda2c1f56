import { HOP_HEADER } from "#lib/http/flow-hop.ts";
import { startFlowContract } from "#lib/api/start-flow.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { startExecution } from "#server/services/executions/start";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(startFlowContract, ({ actor, body, headers, once }) => startExecution(actor, body, { hop: headers.get(HOP_HEADER), once })),
});
