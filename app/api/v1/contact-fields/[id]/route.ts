import { patchContactFieldContract, removeContactFieldContract } from "#lib/api/contact-fields.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchContactField, removeContactField } from "#server/services/contact-fields/contact-fields";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchContactFieldContract, ({ actor, params, body }) => patchContactField(actor, params.id, body)),
  DELETE: route(removeContactFieldContract, ({ actor, params }) => removeContactField(actor, params.id)),
});
