import type { z } from "zod";
import { problem } from "#lib/engine/problem/problem.ts";
import { audit } from "../platform/audit.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { nameOf } from "../auth/actor-name.ts";
import { lockContacts } from "../state/lock.ts";
import { type Db, inTransaction } from "../platform/db.ts";
import { endExecutions } from "../state/end-executions.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";
import { noContact } from "./no-contact.ts";
import type { resetResponse } from "#lib/api/contacts.ts";

type Reset = z.output<typeof resetResponse>;

/**
 * Gets a contact out of whatever holds them: the open conversation is cancelled and what waits in the mailbox is
 * discarded, so that their next message begins anew. @throws ApiError 404
 */
export async function resetContact(actor: Actor, id: number): Promise<Reset> {
  allow(actor, "contacts:write");
  return inTransaction(async (client) => {
    await lockContacts(client, [id]);
    const { rowCount } = await client.query("SELECT FROM contacts WHERE id = $1", [id]);
    if (rowCount === 0) throw noContact(id);
    return resetLocked(client, actor, id);
  });
}

/** The same for a contact that is there and whose lock the transaction holds. */
export async function resetLocked(db: Db, actor: Actor, id: number): Promise<Reset> {
  const { rows } = await db.query<{ id: number }>(`SELECT id FROM executions WHERE contact_id = $1 AND status IN ${OPEN_STATUSES_SQL}`, [
    id,
  ]);
  const [executionId = null] = await endExecutions(
    db,
    rows.map((row) => row.id),
    "cancelled",
    problem("cancelled_by", { who: await nameOf(db, actor) }),
  );
  const { rowCount } = await db.query("UPDATE mailbox SET processed_at = now() WHERE contact_id = $1 AND processed_at IS NULL", [id]);
  const answer = { execution_id: executionId, discarded: rowCount ?? 0 };
  await audit(db, actor, "contact.reset", "contact", id, answer);
  return answer;
}
