import { openapiContract } from "#server/api/contracts/system";
import { openapiDocument } from "#server/api/openapi";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(openapiContract, async () => ({ ...openapiDocument() })),
});
