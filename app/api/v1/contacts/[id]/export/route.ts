import { exportContactContract } from "#lib/api/contacts.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { exportContact } from "#server/services/contacts/export-contact";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(exportContactContract, ({ actor, params }) => exportContact(actor, params.id)),
});
