import { eraseContactContract, getContactContract, patchContactContract } from "#lib/api/contacts.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchContact } from "#server/services/contacts/edit-contact";
import { eraseContact } from "#server/services/contacts/erase-contact";
import { getContact } from "#server/services/contacts/read-contacts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getContactContract, ({ actor, params }) => getContact(actor, params.id)),
  PATCH: route(patchContactContract, ({ actor, params, body }) => patchContact(actor, params.id, body)),
  DELETE: route(eraseContactContract, ({ actor, params }) => eraseContact(actor, params.id)),
});
