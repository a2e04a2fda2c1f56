import { publishedFlowsContract } from "#lib/api/published-flows.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listPublishedFlows } from "#server/services/flows/published-flows";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(publishedFlowsContract, ({ actor, query }) => listPublishedFlows(actor, query.ids ?? [])),
});
