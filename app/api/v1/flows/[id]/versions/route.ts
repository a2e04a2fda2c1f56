import { listVersionsContract } from "#lib/api/versions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listVersions } from "#server/services/flows/publish";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listVersionsContract, ({ actor, params, query }) => listVersions(actor, params.id, query)),
});
