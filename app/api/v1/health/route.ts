import { healthContract } from "#lib/api/health.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { currentHealth } from "#server/recovery/health";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(healthContract, async () => {
    const health = await currentHealth();
    return health.ready ? health : Response.json(health, { status: 503, headers: { "cache-control": "no-store" } });
  }),
});
