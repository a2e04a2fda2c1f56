import { getDraftContract, putDraftContract } from "#lib/api/draft.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { putDraft } from "#server/services/flows/draft";
import { readDraft } from "#server/services/flows/read-version";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getDraftContract, ({ actor, params, query }) => readDraft(actor, params.id, query.known_revision)),
  PUT: route(putDraftContract, ({ actor, params, body }) => putDraft(actor, params.id, body)),
});
