import { patchChannelContract, removeChannelContract } from "#lib/api/channels.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchChannel } from "#server/services/channels/channels";
import { removeChannel } from "#server/services/channels/remove-channel";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchChannelContract, ({ actor, params, body }) => patchChannel(actor, params.id, body)),
  DELETE: route(removeChannelContract, ({ actor, params }) => removeChannel(actor, params.id)),
});
