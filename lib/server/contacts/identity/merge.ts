import type pg from "pg";
import { problem } from "#lib/engine/problem/problem.ts";
import { enqueue } from "../../platform/queue.ts";
import { endExecutions } from "../../state/end-executions.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";

/** Everything that has a contact. A test compares it with the foreign keys. */
export const TABLES_OF_CONTACTS = [
  "executions",
  "messages",
  "mailbox",
  "scheduled_actions",
  "calls",
  "early_changes",
  "contact_former_ids",
  "flow_tests",
] as const;

const SAID_LATER = "gone.consent IS NOT NULL AND coalesce(gone.consent_at > c.consent_at, c.consent IS NULL)";

/**
 * Everything of `from` becomes `into`'s. If both have a conversation open, the one of `into` goes on. The caller holds both
 * contacts' locks and has taken `from`'s ids. Jobs that name `from` find nothing any more, so `into` is woken for what they were for.
 */
export async function mergeContacts(client: pg.PoolClient, from: number, into: number): Promise<void> {
  const { rows: doubled } = await client.query<{ id: number }>(
    `SELECT id FROM executions WHERE contact_id = $1 AND status IN ${OPEN_STATUSES_SQL}
      AND EXISTS (SELECT FROM executions WHERE contact_id = $2 AND status IN ${OPEN_STATUSES_SQL})`,
    [from, into],
  );
  await endExecutions(
    client,
    doubled.map((row) => row.id),
    "cancelled",
    problem("same_person"),
  );
  // The last has no foreign key: its rows outlive a contact who is erased.
  for (const table of [...TABLES_OF_CONTACTS, "idempotency_keys"]) {
    await client.query(`UPDATE ${table} SET contact_id = $2 WHERE contact_id = $1`, [from, into]);
  }
  await client.query(
    `WITH gone AS (DELETE FROM contacts WHERE id = $1 RETURNING name, name_is_given, fields, labels, language, consent,
       consent_at, is_silenced,
       last_inbound_at, created_at)
     UPDATE contacts c SET name = coalesce(c.name, gone.name),
       name_is_given = CASE WHEN c.name IS NULL THEN gone.name_is_given ELSE c.name_is_given END, fields = gone.fields || c.fields,
       labels = ARRAY(SELECT DISTINCT unnest(c.labels || gone.labels)), language = coalesce(c.language, gone.language),
       -- Of two words about consent the later one counts.
       consent = CASE WHEN ${SAID_LATER} THEN gone.consent ELSE c.consent END,
       consent_at = CASE WHEN ${SAID_LATER} THEN gone.consent_at ELSE c.consent_at END,
       is_silenced = CASE WHEN ${SAID_LATER} THEN gone.is_silenced ELSE c.is_silenced END,
       last_inbound_at = greatest(c.last_inbound_at, gone.last_inbound_at), created_at = least(c.created_at, gone.created_at)
     FROM gone WHERE c.id = $2`,
    [from, into],
  );
  await enqueue(client, "advance", [{ contactIds: [into] }]);
  await enqueue(client, "send", [{ contactIds: [into] }]);
}

/** Nobody can be reached by these contacts any more: their open conversations end, and what they had still to say is not sent. */
export async function endUnreachable(client: pg.PoolClient, contactIds: readonly number[]): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT e.id FROM executions e JOIN contacts c ON c.id = e.contact_id
     WHERE e.contact_id = ANY($1) AND e.status IN ${OPEN_STATUSES_SQL} AND c.wa_id IS NULL AND c.user_id IS NULL`,
    [contactIds],
  );
  await endExecutions(
    client,
    rows.map((row) => row.id),
    "cancelled",
    problem("number_of_another"),
  );
}
