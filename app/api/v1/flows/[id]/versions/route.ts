import { listVersionsContract } from "#server/api/contracts/flows";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { listVersions } from "#server/flows/publish";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listVersionsContract, ({ actor, params, query }) => listVersions(actor, params.id, query)),
});
