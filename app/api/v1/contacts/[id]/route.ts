import { eraseContactContract, getContactContract, patchContactContract } from "#server/api/contracts/contacts";
import { route } from "#server/api/route";
import { patchContact } from "#server/contacts/edit-contact";
import { eraseContact } from "#server/contacts/erase-contact";
import { getContact } from "#server/contacts/read-contacts";

export const GET = route(getContactContract, ({ actor, params }) => getContact(actor, params.id));

export const PATCH = route(patchContactContract, ({ actor, params, body }) => patchContact(actor, params.id, body));

export const DELETE = route(eraseContactContract, ({ actor, params }) => eraseContact(actor, params.id));
