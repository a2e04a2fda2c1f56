import { openapiContract } from "#lib/api/openapi.ts";
import { openapiDocument } from "#server/http/openapi";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(openapiContract, async () => ({ ...openapiDocument() })),
});
