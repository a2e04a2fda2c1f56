import { migrateExecutionsContract } from "#lib/api/versions.ts";
import { onceAround } from "#server/http/idempotency";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { migrateExecutions } from "#server/services/flows/migrate-executions";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(migrateExecutionsContract, ({ actor, params, body, once }) =>
    onceAround(once, () => migrateExecutions(actor, params.id, params.number, body)),
  ),
});
