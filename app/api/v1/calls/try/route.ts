import { tryCall } from "#server/services/simulation/try-call";
import { tryCallContract } from "#lib/api/simulation.ts";
import { onceAround } from "#server/http/idempotency";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(tryCallContract, ({ actor, body, once }) => onceAround(once, () => tryCall(actor, body))),
});
