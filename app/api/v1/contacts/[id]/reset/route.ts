import { resetContactContract } from "#server/api/contracts/contacts";
import { route } from "#server/api/route";
import { resetContact } from "#server/contacts/edit-contact";

export const POST = route(resetContactContract, ({ actor, params }) => resetContact(actor, params.id));
