import { eraseContactContract, getContactContract, patchContactContract } from "#server/api/contracts/contacts";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { patchContact } from "#server/contacts/edit-contact";
import { eraseContact } from "#server/contacts/erase-contact";
import { getContact } from "#server/contacts/read-contacts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getContactContract, ({ actor, params }) => getContact(actor, params.id)),
  PATCH: route(patchContactContract, ({ actor, params, body }) => patchContact(actor, params.id, body)),
  DELETE: route(eraseContactContract, ({ actor, params }) => eraseContact(actor, params.id)),
});
