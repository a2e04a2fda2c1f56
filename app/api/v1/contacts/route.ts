import { listContactsContract } from "#server/api/contracts/conversations";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { listContacts } from "#server/contacts/read-contacts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listContactsContract, ({ actor, query }) => listContacts(actor, query)),
});
