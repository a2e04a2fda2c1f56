import { patchChannelContract } from "#lib/api/channels.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchChannel } from "#server/services/channels/channels";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchChannelContract, ({ actor, params, body }) => patchChannel(actor, params.id, body)),
});
