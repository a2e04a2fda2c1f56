import { readImportContract, removeImportContract } from "#lib/api/contact-imports.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getImport, removeImport } from "#server/services/contact-imports/imports";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(readImportContract, ({ actor, params }) => getImport(actor, params.id)),
  DELETE: route(removeImportContract, ({ actor, params }) => removeImport(actor, params.id)),
});
