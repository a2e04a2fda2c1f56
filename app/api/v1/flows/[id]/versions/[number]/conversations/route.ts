import { actOnConversationsContract } from "#server/api/contracts/versions";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { actOnConversations } from "#server/flows/conversations";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(actOnConversationsContract, ({ actor, params, body }) => actOnConversations(actor, params.id, params.number, body)),
});
