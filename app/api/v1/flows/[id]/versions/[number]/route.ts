import { getVersionContract } from "#server/api/contracts/versions";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { readVersion } from "#server/flows/read-version";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getVersionContract, ({ actor, params }) => readVersion(actor, params.id, params.number)),
});
