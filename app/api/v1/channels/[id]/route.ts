import { patchChannelContract } from "#server/api/contracts/channels";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { patchChannel } from "#server/channels/channels";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchChannelContract, ({ actor, params, body }) => patchChannel(actor, params.id, body)),
});
