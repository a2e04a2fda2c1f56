import { listMessagesContract } from "#server/api/contracts/conversations";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { listMessages } from "#server/contacts/read-contacts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listMessagesContract, ({ actor, params, query }) => listMessages(actor, params.id, query)),
});
