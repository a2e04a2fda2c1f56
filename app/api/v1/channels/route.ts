import { createChannelContract, listChannelsContract } from "#lib/api/channels.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { createChannel, listChannels } from "#server/services/channels/channels";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listChannelsContract, ({ actor, query }) => listChannels(actor, query)),
  POST: route(createChannelContract, ({ actor, body }) => createChannel(actor, body)),
});
