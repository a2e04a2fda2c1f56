import { listImportsContract } from "#lib/api/contact-imports.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listImports } from "#server/services/contact-imports/imports";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listImportsContract, ({ actor, query }) => listImports(actor, query)),
});
