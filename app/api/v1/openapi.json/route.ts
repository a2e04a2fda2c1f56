import { openapiContract } from "#server/api/contracts/system";
import { openapiDocument } from "#server/api/openapi";
import { route } from "#server/api/route";

export const GET = route(openapiContract, async () => ({ ...openapiDocument() }));
