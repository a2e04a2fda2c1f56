import { listVersionsContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { listVersions } from "#server/flows/publish";

export const GET = route(listVersionsContract, ({ actor, params, query }) => listVersions(actor, params.id, query));
