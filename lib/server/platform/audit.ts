import type { Context } from "#lib/engine/types.ts";
import { cutText } from "#lib/engine/values/cut-text.ts";
import type { Db } from "./db.ts";
import { prisma, toJson } from "./prisma.ts";

const MAX_TEXT = 500;
const MAX_DETAILS = 8_000;

/** What people write is kept to a size: an entry tells what was done, and is no place for a body. */
function bounded(details: Context): Context {
  const cut = Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === "string" ? shortened(value) : value]),
  );
  return JSON.stringify(cut).length <= MAX_DETAILS
    ? cut
    : Object.fromEntries(
        Object.entries(cut)
          .filter(([, value]) => typeof value !== "object")
          .slice(0, 10),
      );
}

const shortened = (text: string): string => (text.length <= MAX_TEXT ? text : `${cutText(text, MAX_TEXT)}…`);

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
      objectType: shortened(objectType),
      objectId: shortened(String(objectId)),
      ...(details === undefined ? {} : { details: toJson(bounded(details)) }),
    },
    select: { id: true },
  });
}
