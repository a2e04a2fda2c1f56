import { matchTriggersContract } from "#lib/api/triggers.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { matchTriggersFor } from "#server/services/triggers/match-triggers";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(matchTriggersContract, ({ actor, body }) => matchTriggersFor(actor, body)),
});
