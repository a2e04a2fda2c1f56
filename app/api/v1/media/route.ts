import { uploadFileContract } from "#lib/api/media.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { uploadFile } from "#server/services/media/upload";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(uploadFileContract, ({ actor, request, query }) => uploadFile(actor, request, query)),
});
