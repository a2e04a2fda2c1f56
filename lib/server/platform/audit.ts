import type { Context } from "#lib/engine/types.ts";
import type { Db } from "./db.ts";

/**
 * Appends who did what. Call it in the transaction of the deed, so that neither exists without the other.
 * `details` never hold a secret: names of changed fields, not their values where those are credentials.
 */
export async function audit(
  db: Db,
  actor: { id: string },
  action: string,
  objectType: string,
  objectId: number | string,
  details?: Context,
): Promise<void> {
  await db.query("INSERT INTO audit_log (actor, action, object_type, object_id, details) VALUES ($1, $2, $3, $4, $5)", [
    actor.id,
    action,
    objectType,
    String(objectId),
    details === undefined ? null : JSON.stringify(details),
  ]);
}
