import { getVersionContract } from "#server/api/contracts/versions";
import { route } from "#server/api/route";
import { readVersion } from "#server/flows/read-version";

export const GET = route(getVersionContract, ({ actor, params }) => readVersion(actor, params.id, params.number));
