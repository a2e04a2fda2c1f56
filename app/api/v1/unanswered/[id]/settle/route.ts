import { settleContactContract } from "#lib/api/unanswered.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { settleContact } from "#server/services/unanswered/settle";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(settleContactContract, ({ actor, params }) => settleContact(actor, params.id)),
});
