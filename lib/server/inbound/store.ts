/** What a webhook brings, stored: one statement for any number of rows, because round trips and commits are the cost, not rows. */
import type { Context } from "#lib/engine/types.ts";
import type { Change } from "#lib/whatsapp/inbound/inbound-type.ts";
import type { OtherItem } from "#lib/whatsapp/webhook.ts";
import type { KnownChannel } from "./channels.ts";
import { ContactMovedError } from "../contacts/resolve.ts";
import { tombstoneHashSql } from "../contacts/tombstone.ts";
import type { Db } from "../platform/db.ts";
import { applyChanges, applyEarlyChanges, type ChangeRow } from "./changes.ts";
import { appendSql, type EntryPayload } from "../state/entries.ts";

export interface InboundRow {
  channel_id: number;
  contact_id: number;
  /** The number that makes the message this contact's; see `Resolved`. */
  holds: string | null;
  wamid: string;
  type: string;
  text: string;
  data: Context;
  sent_at: string;
  name: string | null;
  /** Whether it opens the contact's customer service window. */
  opens_window: boolean;
  /** The mailbox entry's payload; null for what is kept but is nobody's turn in a conversation. */
  event: EntryPayload<"message_received"> | null;
  /** What it does to an earlier message of this contact's. */
  change: Change | null;
}

/**
 * Rows of one statement: it matches each with all others, which for the thousands of one large webhook would take it longer than it may.
 */
export const MOST_AT_ONCE = 500;

/**
 * Stores messages that are new and appends them to their contacts' mailboxes, each as its sender has changed it since; known
 * wamids are skipped whole. Returns the changes whose message is not here yet.
 * The contacts' rows are locked first and in order of id, so that entries of one contact commit in the order of their
 * ids although two web processes write at once.
 * A message of a contact who was erased since (Meta repeats for a week) is skipped, and so is the contact it would bring back.
 * @throws ContactMovedError: a contact has another number by now, so the message may be somebody else's
 */
export async function storeMessages(db: Db, rows: InboundRow[]): Promise<ChangeRow[]> {
  // Parts in order of contact, so that all of them together lock in order of id; of one contact the order stays.
  const ordered = rows.length > MOST_AT_ONCE ? rows.toSorted((a, b) => a.contact_id - b.contact_id) : rows;
  for (let from = 0; from < ordered.length; from += MOST_AT_ONCE) await storeSome(db, ordered.slice(from, from + MOST_AT_ONCE));
  return applyChanges(
    db,
    rows.flatMap(({ channel_id, contact_id, change, sent_at: at }) => (change === null ? [] : [{ channel_id, contact_id, at, ...change }])),
  );
}

/** A contact with its number, or (`erased` is not null) a message that is more than stored. */
interface Found {
  contact_id: number;
  channel_id: number;
  wamid: string;
  wa_id: string | null;
  erased: boolean | null;
}

async function storeSome(db: Db, rows: InboundRow[]): Promise<void> {
  const { rows: found } = await db.query<Found>({
    name: "store-messages",
    text: `
      WITH item AS MATERIALIZED (
        SELECT i.*, EXISTS (SELECT FROM erased_messages e WHERE e.hash = ${tombstoneHashSql("i.channel_id", "i.wamid")}) AS erased,
          EXISTS (SELECT FROM early_changes e WHERE e.channel_id = i.channel_id AND e.wamid = i.wamid) AS changed
        FROM jsonb_to_recordset($1::jsonb)
          AS i (n int, channel_id int, contact_id bigint, wamid text, type text, text text, data jsonb, sent_at timestamptz, name text,
            opens_window boolean, event jsonb)
      ), locked AS (
        SELECT id, wa_id FROM contacts WHERE id IN (SELECT contact_id FROM item) ORDER BY id FOR NO KEY UPDATE
      ), fresh AS (
        INSERT INTO messages (channel_id, contact_id, direction, wamid, type, text, data, status, sent_at)
        SELECT channel_id, contact_id, 'inbound', wamid, type, text, data, 'received', least(sent_at, now()) FROM item
        WHERE NOT erased AND (SELECT count(*) FROM locked) >= 0 ORDER BY n
        ON CONFLICT (channel_id, wamid) DO NOTHING
        RETURNING channel_id, wamid
      ), novel AS (
        SELECT item.* FROM item JOIN fresh USING (channel_id, wamid)
      ), touched AS (
        UPDATE contacts c SET last_inbound_at = greatest(c.last_inbound_at, n.at),
          name = CASE WHEN c.name_is_given THEN c.name ELSE coalesce(n.name, c.name) END
        FROM (SELECT contact_id, max(least(sent_at, now())) FILTER (WHERE opens_window) AS at,
                     (array_agg(name ORDER BY n DESC) FILTER (WHERE name IS NOT NULL))[1] AS name FROM novel GROUP BY contact_id) n
        WHERE c.id = n.contact_id
      ), mail AS (
        ${appendSql("message_received", {
          payload: "event",
          executionId: "NULL::bigint",
          from: "novel WHERE event IS NOT NULL ORDER BY n",
        })}
      )
      SELECT id AS contact_id, NULL::int AS channel_id, '' AS wamid, wa_id, NULL::boolean AS erased FROM locked
      UNION ALL SELECT contact_id, channel_id, wamid, NULL, erased FROM item WHERE erased OR changed`,
    values: [JSON.stringify(rows.map(({ change: _, holds: __, ...row }, n) => ({ n, ...row })))],
  });
  const numbers = new Map(found.flatMap((row) => (row.erased === null ? [[row.contact_id, row.wa_id]] : [])));
  if (rows.some(({ contact_id, holds }) => holds !== null && numbers.get(contact_id) !== holds)) throw new ContactMovedError();
  const unusual = found.filter((row) => row.erased !== null);
  if (unusual.length === 0) return;
  await applyEarlyChanges(db, unusual);
  const erased = unusual.filter((row) => row.erased);
  if (erased.length === 0) return;
  await db.query(
    `DELETE FROM contacts c WHERE id = ANY($1)
      AND NOT EXISTS (SELECT FROM messages WHERE contact_id = c.id) AND NOT EXISTS (SELECT FROM executions WHERE contact_id = c.id)`,
    [erased.map((row) => row.contact_id)],
  );
}

export async function storeOther(db: Db, items: OtherItem[], channels: Map<string, KnownChannel>): Promise<void> {
  if (items.length === 0) return;
  await db.query(
    `INSERT INTO webhook_items (channel_id, field, value)
      SELECT channel_id, field, value FROM jsonb_to_recordset($1::jsonb) AS i (channel_id int, field text, value jsonb)`,
    [
      JSON.stringify(
        items.map((item) => ({
          channel_id: item.phoneNumberId === null ? null : (channels.get(item.phoneNumberId)?.id ?? null),
          field: item.field,
          value: item.value,
        })),
      ),
    ],
  );
}
