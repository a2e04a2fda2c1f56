import { putDraftContract } from "#server/api/contracts/flows";
import { route } from "#server/api/route";
import { putDraft } from "#server/flows/draft";

export const PUT = route(putDraftContract, ({ actor, params, body }) => putDraft(actor, params.id, body));
