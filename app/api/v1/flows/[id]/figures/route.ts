import { getFiguresContract } from "#lib/api/figures.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getFigures } from "#server/services/flows/figures";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getFiguresContract, ({ actor, params, query }) => getFigures(actor, params.id, query)),
});
