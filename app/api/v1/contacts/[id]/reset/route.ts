import { resetContactContract } from "#server/api/contracts/contacts";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { resetContact } from "#server/contacts/reset-contact";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(resetContactContract, ({ actor, params }) => resetContact(actor, params.id)),
});
