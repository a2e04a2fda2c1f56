import { createAppContract, listAppsContract } from "#lib/api/apps.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { createApp, listApps } from "#server/services/channels/apps";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listAppsContract, ({ actor, query }) => listApps(actor, query)),
  POST: route(createAppContract, ({ actor, body }) => createApp(actor, body)),
});
