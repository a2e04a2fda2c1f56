import { getVersionContract } from "#lib/api/versions.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { readVersion } from "#server/services/flows/read-version";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getVersionContract, ({ actor, params }) => readVersion(actor, params.id, params.number)),
});
