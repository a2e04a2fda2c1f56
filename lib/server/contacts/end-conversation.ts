import type { z } from "zod";
import type { resetResponse } from "#lib/api/contacts.ts";
import { problem } from "#lib/engine/problem/problem.ts";
import { nameOf } from "../auth/actor-name.ts";
import type { Db } from "../platform/db.ts";
import { endExecutions } from "../state/end-executions.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";

/**
 * Nothing of a flow goes on with this contact: the open execution is cancelled and what waits in the mailbox is discarded, so that their
 * next message starts over. The transaction holds the contact's lock.
 */
export async function endConversation(db: Db, actor: { id: string }, contactId: number): Promise<z.output<typeof resetResponse>> {
  const { rows } = await db.query<{ id: number }>(`SELECT id FROM executions WHERE contact_id = $1 AND status IN ${OPEN_STATUSES_SQL}`, [
    contactId,
  ]);
  const [executionId = null] = await endExecutions(
    db,
    rows.map((row) => row.id),
    "cancelled",
    problem("cancelled_by", { who: await nameOf(db, actor) }),
  );
  const { rowCount } = await db.query("UPDATE mailbox SET processed_at = now() WHERE contact_id = $1 AND processed_at IS NULL", [
    contactId,
  ]);
  return { execution_id: executionId, discarded: rowCount ?? 0 };
}
