import { exportContactContract } from "#server/api/contracts/contacts";
import { route } from "#server/api/route";
import { exportContact } from "#server/contacts/export-contact";

export const GET = route(exportContactContract, ({ actor, params }) => exportContact(actor, params.id));
