import { listTriggersContract } from "#lib/api/triggers.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listTriggers } from "#server/services/triggers/list-triggers";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listTriggersContract, ({ actor }) => listTriggers(actor)),
});
