import { listMessagesContract } from "#lib/api/messages.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listMessages } from "#server/services/contacts/read-contacts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listMessagesContract, ({ actor, params, query }) => listMessages(actor, params.id, query)),
});
