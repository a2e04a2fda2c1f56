import { actOnConversationsContract } from "#server/api/contracts/versions";
import { route } from "#server/api/route";
import { actOnConversations } from "#server/flows/conversations";

export const POST = route(actOnConversationsContract, ({ actor, params, body }) => actOnConversations(actor, params.id, params.number, body));
