import { resetContactContract } from "#lib/api/contacts.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { resetContact } from "#server/contacts/reset-contact";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(resetContactContract, ({ actor, params }) => resetContact(actor, params.id)),
});
