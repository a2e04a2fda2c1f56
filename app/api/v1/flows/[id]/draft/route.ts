import { putDraftContract } from "#server/api/contracts/flows";
import { getDraftContract } from "#server/api/contracts/versions";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { putDraft } from "#server/flows/draft";
import { readDraft } from "#server/flows/read-version";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getDraftContract, ({ actor, params, query }) => readDraft(actor, params.id, query.known_revision)),
  PUT: route(putDraftContract, ({ actor, params, body }) => putDraft(actor, params.id, body)),
});
