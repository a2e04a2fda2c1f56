import { importFlowContract } from "#lib/api/import-export.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { importFlow } from "#server/services/flows/import-export";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(importFlowContract, ({ actor, body }) => importFlow(actor, body)),
});
