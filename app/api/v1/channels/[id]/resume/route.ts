import { resumeChannelContract } from "#lib/api/channels.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { resumePausedChannel } from "#server/services/channels/channels";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(resumeChannelContract, ({ actor, params }) => resumePausedChannel(actor, params.id)),
});
