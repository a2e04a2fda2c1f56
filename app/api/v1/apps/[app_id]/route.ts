import { patchAppContract, removeAppContract } from "#lib/api/apps.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchApp, removeApp } from "#server/services/channels/apps";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchAppContract, ({ actor, params, body }) => patchApp(actor, params.app_id, body)),
  DELETE: route(removeAppContract, ({ actor, params }) => removeApp(actor, params.app_id)),
});
