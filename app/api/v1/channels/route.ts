import { createChannelContract, listChannelsContract } from "#server/api/contracts/channels";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { createChannel, listChannels } from "#server/channels/channels";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listChannelsContract, ({ actor, query }) => listChannels(actor, query)),
  POST: route(createChannelContract, ({ actor, body }) => createChannel(actor, body)),
});
