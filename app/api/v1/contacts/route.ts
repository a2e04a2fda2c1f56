import { listContactsContract } from "#server/api/contracts/conversations";
import { route } from "#server/api/route";
import { listContacts } from "#server/contacts/read-contacts";

export const GET = route(listContactsContract, ({ actor, query }) => listContacts(actor, query));
