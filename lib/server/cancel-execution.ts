import { lockContacts } from "./contact-lock.ts";
import { type Db, inTransaction, pool } from "./db.ts";
import { OPEN } from "./open-statuses.ts";
import { enqueue } from "./queue.ts";

/**
 * Ends an open execution at once: its timers are dropped, and messages that wait behind it begin a conversation of their
 * own. What it has already queued for sending is still sent. Answers false when it had ended before.
 */
export async function cancelExecution(executionId: number, actor: string): Promise<boolean> {
  const { rows } = await pool().query<{ contact_id: number }>("SELECT contact_id FROM executions WHERE id = $1", [executionId]);
  const contactId = rows[0]?.contact_id;
  if (contactId === undefined) return false;
  return inTransaction(async (client) => {
    await lockContacts(client, [contactId]);
    if (!(await cancelLocked(client, executionId, actor))) return false;
    await enqueue(client, "advance", [{ contactIds: [contactId] }]);
    return true;
  });
}

/** The same inside a transaction that holds the contact's lock, and without waking what waits behind it. */
export async function cancelLocked(db: Db, executionId: number, actor: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE executions SET status = 'cancelled', reason = $2, seq = seq + 1, ended_at = now(), updated_at = now(),
            state = state || jsonb_build_object('status', 'cancelled', 'waitingFor', null, 'reason', $2::text)
     WHERE id = $1 AND status IN ${OPEN}`,
    [executionId, `cancelled by ${actor}`],
  );
  if (rowCount !== 1) return false;
  await db.query("UPDATE scheduled_actions SET status = 'cancelled' WHERE execution_id = $1 AND status = 'pending'", [executionId]);
  return true;
}
