import { createChannelContract, listChannelsContract } from "#server/api/contracts/channels";
import { route } from "#server/api/route";
import { createChannel, listChannels } from "#server/channels/channels";

export const GET = route(listChannelsContract, ({ actor, query }) => listChannels(actor, query));
export const POST = route(createChannelContract, ({ actor, body }) => createChannel(actor, body));
