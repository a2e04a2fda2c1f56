import { exportFlowContract } from "#lib/api/import-export.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { exportFlow } from "#server/services/flows/import-export";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(exportFlowContract, ({ actor, params }) => exportFlow(actor, params.id)),
});
