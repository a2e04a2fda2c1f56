import { patchChannelContract } from "#server/api/contracts/channels";
import { route } from "#server/api/route";
import { patchChannel } from "#server/channels/channels";

export const PATCH = route(patchChannelContract, ({ actor, params, body }) => patchChannel(actor, params.id, body));
