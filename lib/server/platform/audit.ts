import type { Context } from "#lib/engine/types.ts";
import type { Db } from "./db.ts";
import { prisma, toJson } from "./prisma.ts";

/**
 * Appends who did what. Call it in the transaction of what was done, so that neither exists without the other.
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
  await prisma(db).auditEntry.create({
    data: {
      actor: actor.id,
      action,
      objectType,
      objectId: String(objectId),
      ...(details === undefined ? {} : { details: toJson(details) }),
    },
    select: { id: true },
  });
}
