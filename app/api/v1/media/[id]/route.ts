import { getFileContract } from "#lib/api/media.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getFile } from "#server/services/media/read";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getFileContract, ({ actor, params, headers }) => getFile(actor, params.id, headers.get("range"))),
});
