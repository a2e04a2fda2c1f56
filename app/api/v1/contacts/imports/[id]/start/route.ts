import { startImportContract } from "#lib/api/contact-imports.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { startImport } from "#server/services/contact-imports/imports";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(startImportContract, ({ actor, params, body }) => startImport(actor, params.id, body)),
});
