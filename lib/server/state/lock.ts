import type { Db } from "../platform/db.ts";

/** Keeps our advisory locks apart from anyone else's on the same database ("siga" in ASCII). */
const LOCK_SPACE = 0x73696761;

/**
 * Holds the conversations of these contacts until the transaction ends: one advance, start or cancel at a time per
 * contact. Always in order of id, so that two batches that overlap can't deadlock. It is an advisory lock and not the
 * contact's row, because a webhook that only adds to the mailbox must never wait for the engine.
 */
export async function lockContacts(db: Db, contactIds: number[]): Promise<void> {
  await db.query({
    name: "lock-contacts",
    text: `SELECT pg_advisory_xact_lock($2, (id % 2147483647)::int)
      FROM (SELECT DISTINCT unnest($1::bigint[]) AS id ORDER BY id) AS contact`,
    values: [contactIds, LOCK_SPACE],
  });
}
