import { uploadImportContract } from "#lib/api/contact-imports.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { uploadImport } from "#server/services/contact-imports/upload";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(uploadImportContract, ({ actor, request, query }) => uploadImport(actor, request, query)),
});
