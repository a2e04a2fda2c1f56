import { healthContract } from "#server/api/contracts/system";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";
import { readHealth } from "#server/health";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(healthContract, async () => {
    const health = await readHealth();
    return health.ready ? health : Response.json(health, { status: 503, headers: { "cache-control": "no-store" } });
  }),
});
