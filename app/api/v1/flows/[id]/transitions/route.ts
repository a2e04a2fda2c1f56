import { addTransitionContract } from "#lib/api/draft-edits.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { addTransition } from "#server/services/flows/edit-draft";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(addTransitionContract, ({ actor, params, body }) => addTransition(actor, params.id, body)),
});
