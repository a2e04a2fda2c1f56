import { pauseChannelContract } from "#lib/api/channels.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { pauseChannel } from "#server/services/channels/channels";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(pauseChannelContract, ({ actor, params }) => pauseChannel(actor, params.id)),
});
