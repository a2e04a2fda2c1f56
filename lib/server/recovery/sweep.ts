import { RECOVERIES } from "../effects/registry.ts";
import { recoverImports } from "../contacts/imports/run.ts";
import { recoverFiles, recoverUploads } from "../media/recover.ts";
import { removeBlobs } from "../media/removed-blobs.ts";
import { pool } from "../platform/db.ts";
import { DEAD_AFTER_SECONDS } from "./heartbeat.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";
import { waitsBelowSql } from "../state/waits-for-token.ts";
import { enqueue } from "../platform/queue.ts";

/** What is younger than this is on its normal way and needs no help. */
const OVERDUE_SECONDS = 5;
const LIMIT = 5_000;
/** Bytes of files that were erased go out of the bucket for so long in one sweep. */
const REMOVING_MS = 5_000;

/**
 * Finds what a dead process, a lost job or a bug left lying and sets it moving again: jobs only wake, so whatever the
 * rows say is still to be done can be enqueued again without harm. Returns how much of each kind there was.
 */
export async function sweep(): Promise<Record<string, number>> {
  const mailboxes = await overdueMailboxes();
  for (let from = 0; from < mailboxes.length; from += 250)
    await enqueue(pool(), "advance", [{ contactIds: mailboxes.slice(from, from + 250) }]);
  const overdue = { pendingSeconds: OVERDUE_SECONDS, deadSeconds: DEAD_AFTER_SECONDS };
  const counts: Record<string, number> = {
    mailboxes: mailboxes.length,
    files: await recoverFiles(overdue),
    uploads: await recoverUploads(overdue),
    imports: await recoverImports(overdue),
  };
  const soon = performance.now() + REMOVING_MS;
  await removeBlobs(() => performance.now() < soon);
  for (const recover of RECOVERIES) Object.assign(counts, await recover(overdue));
  return counts;
}

/** Entries that some conversation could take now. A message behind a timer or a call waits rightly, so does what is for a frame below. */
async function overdueMailboxes(): Promise<number[]> {
  const { rows } = await pool().query<{ contact_id: number }>(
    `SELECT DISTINCT b.contact_id FROM mailbox b
     LEFT JOIN executions e ON e.contact_id = b.contact_id AND e.status IN ${OPEN_STATUSES_SQL}
     WHERE b.processed_at IS NULL AND b.created_at < now() - make_interval(secs => $1)
       AND coalesce(${waitsBelowSql("e.state", "b.payload->>'token'")}, false) = false
       AND (b.kind <> 'message_received' OR e.id IS NULL OR e.status = 'waiting' OR e.state #> '{waitingFor,for}' ? 'message')
     LIMIT $2`,
    [OVERDUE_SECONDS, LIMIT],
  );
  return rows.map((row) => row.contact_id);
}
