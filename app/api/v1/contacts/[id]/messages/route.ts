import { listMessagesContract } from "#server/api/contracts/conversations";
import { route } from "#server/api/route";
import { listMessages } from "#server/contacts/read-contacts";

export const GET = route(listMessagesContract, ({ actor, params, query }) => listMessages(actor, params.id, query));
