import { publishFlowContract } from "#lib/api/versions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { publishFlow } from "#server/services/flows/publish";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(publishFlowContract, ({ actor, params, body }) => publishFlow(actor, params.id, body)),
});
