import { getFiguresContract } from "#server/api/contracts/figures";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { getFigures } from "#server/flows/figures";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getFiguresContract, ({ actor, params, query }) => getFigures(actor, params.id, query)),
});
