import { resource } from "#server/http/resource";
import { linkedFile } from "#server/services/media/read";

/** Flows' own links: whoever has one sees the file for a day. It is no operation of the API. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: async (request, context) => linkedFile(request, (await context.params)["id"]),
});
