import { createContactFieldContract, listContactFieldsContract } from "#lib/api/contact-fields.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { createContactField, listContactFields } from "#server/services/contact-fields/contact-fields";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listContactFieldsContract, ({ actor, query }) => listContactFields(actor, query)),
  POST: route(createContactFieldContract, ({ actor, body }) => createContactField(actor, body)),
});
