import { exportContactContract } from "#server/api/contracts/contacts";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { exportContact } from "#server/contacts/export-contact";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(exportContactContract, ({ actor, params }) => exportContact(actor, params.id)),
});
