import { getFiguresContract } from "#server/api/contracts/figures";
import { route } from "#server/api/route";
import { getFigures } from "#server/flows/figures";

export const GET = route(getFiguresContract, ({ actor, params, query }) => getFigures(actor, params.id, query));
