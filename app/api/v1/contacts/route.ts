import { listContactsContract } from "#lib/api/contacts.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listContacts } from "#server/services/contacts/read-contacts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listContactsContract, ({ actor, query }) => listContacts(actor, query)),
});
