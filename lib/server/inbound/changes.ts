/**
 * Edits and deletions of messages by their senders. What no node has read yet becomes what it says now, or was never said; what has been
 * read is only marked. They are rare, so each is a few statements, in the transaction that stores the news of it. Its caller holds
 * the contacts' conversations (state/lock.ts), so that nobody reads meanwhile.
 */
import type { Context } from "#lib/engine/types.ts";
import type { Change } from "#lib/whatsapp/inbound/inbound-type.ts";
import { turnOf } from "#lib/whatsapp/inbound/turn.ts";
import { tombstoneHashSql } from "../contacts/tombstone.ts";
import { type Db, inTransaction } from "../platform/db.ts";
import { findUntaken, replace } from "../state/entries.ts";
import { lockContacts } from "../state/lock.ts";
import { messageEvent } from "./message-event.ts";

export interface ChangeRow extends Change {
  channel_id: number;
  /** Who says so: nobody changes another's messages. */
  contact_id: number;
  /** When, as text that PostgreSQL reads. */
  at: string;
}

interface ChangedMessage {
  id: number;
  contact_id: number;
  direction: string;
  type: string;
  data: Context | null;
  /** Whether what is known is newer than this change. */
  is_late: boolean;
}

/** Returns those whose message is not here yet; they are kept until it comes. */
export async function applyChanges(db: Db, changes: readonly ChangeRow[]): Promise<ChangeRow[]> {
  const early: ChangeRow[] = [];
  for (const change of changes) {
    if (await applyChange(db, change)) continue;
    await keepUntilItComes(db, change);
    early.push(change);
  }
  return early;
}

/** False: the message is not here. */
async function applyChange(db: Db, { channel_id: channelId, contact_id: contactId, wamid, message, at }: ChangeRow): Promise<boolean> {
  const { rows } = await db.query<ChangedMessage>(
    `SELECT id, contact_id, direction, type, data, deleted_at IS NOT NULL OR coalesce(edited_at > $3, false) AS is_late
     FROM messages WHERE channel_id = $1 AND wamid = $2 FOR NO KEY UPDATE`,
    [channelId, wamid, at],
  );
  const [row] = rows;
  if (row === undefined) return false;
  if (row.contact_id !== contactId || row.direction !== "inbound" || row.is_late) return true;
  const entry = await findUntaken(db, contactId, wamid);
  if (message === null) {
    await db.query("UPDATE messages SET deleted_at = least($2, now()) WHERE id = $1", [row.id, at]);
    if (entry !== null) await replace(db, entry, null);
  } else if (entry === null) {
    await db.query("UPDATE messages SET edited_at = least($2, now()) WHERE id = $1", [row.id, at]);
  } else {
    // What it replies to and where it came from stay.
    const now = { type: row.type, text: message.text, data: { ...row.data, ...message.data } };
    await db.query("UPDATE messages SET text = $2, data = $3, edited_at = least($4, now()) WHERE id = $1", [
      row.id,
      now.text,
      JSON.stringify(now.data),
      at,
    ]);
    await replace(db, entry, messageEvent({ id: wamid, ...now }, turnOf(now)));
  }
  return true;
}

/** A deletion stays one, else the newest counts. What an erased contact said stays unsaid. */
async function keepUntilItComes(db: Db, { channel_id: channelId, contact_id: contactId, wamid, message, at }: ChangeRow): Promise<void> {
  await db.query(
    `INSERT INTO early_changes (channel_id, contact_id, wamid, message, at)
     SELECT $1::int, id, $3::text, $4::jsonb, least($5, now()) FROM contacts
     WHERE id = $2 AND NOT EXISTS (SELECT FROM erased_messages WHERE hash = ${tombstoneHashSql("$1::int", "$3::text")})
     ON CONFLICT (channel_id, wamid) DO UPDATE SET message = excluded.message, at = excluded.at
     WHERE early_changes.contact_id = excluded.contact_id AND early_changes.message IS NOT NULL
       AND (excluded.message IS NULL OR excluded.at >= early_changes.at)`,
    [channelId, contactId, wamid, message === null ? null : JSON.stringify(message), at],
  );
}

/** The changes that were kept for these messages, now that they are here, are applied and forgotten. */
export async function applyEarlyChanges(db: Db, messages: readonly { channel_id: number; wamid: string }[]): Promise<void> {
  if (messages.length === 0) return;
  const { rows } = await db.query<ChangeRow>(
    `DELETE FROM early_changes e USING jsonb_to_recordset($1::jsonb) AS i (channel_id int, wamid text), messages m
     WHERE e.channel_id = i.channel_id AND e.wamid = i.wamid AND m.channel_id = e.channel_id AND m.wamid = e.wamid
     RETURNING e.channel_id, e.contact_id, e.wamid, e.message, to_json(e.at) #>> '{}' AS at`,
    [JSON.stringify(messages)],
  );
  for (const change of rows) await applyChange(db, change);
}

/**
 * Looks once more whether they have come. A message that another process was storing while a change of it was kept did not see
 * that: it waited for this contact's row, and is there when we have it.
 */
export async function lookAgain(changes: readonly ChangeRow[]): Promise<void> {
  if (changes.length === 0) return;
  const contactIds = changes.map((change) => change.contact_id);
  await inTransaction(async (client) => {
    await lockContacts(client, contactIds);
    await client.query("SELECT FROM contacts WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE", [contactIds]);
    await applyEarlyChanges(client, changes);
  });
}
