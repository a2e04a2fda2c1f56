import { listMessagesContract, writeMessageContract } from "#lib/api/messages.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listMessages } from "#server/services/contacts/read-messages";
import { writeMessage } from "#server/services/contacts/write-message";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listMessagesContract, ({ actor, params, query }) => listMessages(actor, params.id, query)),
  POST: route(writeMessageContract, ({ actor, params, body, once }) => writeMessage(actor, params.id, body, once)),
});
