/** The webhook's hot statements: one for any number of rows, because round trips and commits are the cost, not rows. */
import type { Context } from "#lib/engine/types.ts";
import type { Change } from "#lib/whatsapp/inbound/inbound-type.ts";
import { reportedStatus } from "#lib/whatsapp/message-status.ts";
import type { StatusItem } from "#lib/whatsapp/status.ts";
import type { OtherItem } from "#lib/whatsapp/webhook.ts";
import type { KnownChannel } from "./channels.ts";
import { tombstoneHashSql } from "../contacts/tombstone.ts";
import type { Db } from "../platform/db.ts";
import { applyChanges, applyEarlyChanges, type ChangeRow } from "./changes.ts";
import { appendSql, type EntryPayload } from "../state/entries.ts";

export interface InboundRow {
  channel_id: number;
  contact_id: number;
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
const MOST_AT_ONCE = 500;

/**
 * Stores messages that are new and appends them to their contacts' mailboxes, each as its sender has changed it since; known
 * wamids are skipped whole. Returns the changes whose message is not here yet.
 * The contacts' rows are locked first and in order of id, so that entries of one contact commit in the order of their
 * ids although two web processes write at once.
 * A message of a contact who was erased since (Meta repeats for a week) is skipped, and so is the contact it would bring back.
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

interface Unusual {
  contact_id: number;
  channel_id: number;
  wamid: string;
  erased: boolean;
}

async function storeSome(db: Db, rows: InboundRow[]): Promise<void> {
  const { rows: unusual } = await db.query<Unusual>({
    name: "store-messages",
    text: `
      WITH item AS MATERIALIZED (
        SELECT i.*, EXISTS (SELECT FROM erased_messages e WHERE e.hash = ${tombstoneHashSql("i.channel_id", "i.wamid")}) AS erased,
          EXISTS (SELECT FROM early_changes e WHERE e.channel_id = i.channel_id AND e.wamid = i.wamid) AS changed
        FROM jsonb_to_recordset($1::jsonb)
          AS i (n int, channel_id int, contact_id bigint, wamid text, type text, text text, data jsonb, sent_at timestamptz, name text,
            opens_window boolean, event jsonb)
      ), locked AS (
        SELECT id FROM contacts WHERE id IN (SELECT contact_id FROM item) ORDER BY id FOR NO KEY UPDATE
      ), fresh AS (
        INSERT INTO messages (channel_id, contact_id, direction, wamid, type, text, data, status, sent_at)
        SELECT channel_id, contact_id, 'inbound', wamid, type, text, data, 'received', least(sent_at, now()) FROM item
        WHERE NOT erased AND (SELECT count(*) FROM locked) >= 0 ORDER BY n
        ON CONFLICT (channel_id, wamid) DO NOTHING
        RETURNING channel_id, wamid
      ), novel AS (
        SELECT item.* FROM item JOIN fresh USING (channel_id, wamid)
      ), touched AS (
        UPDATE contacts c SET last_inbound_at = greatest(c.last_inbound_at, n.at), name = coalesce(n.name, c.name)
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
      SELECT contact_id, channel_id, wamid, erased FROM item WHERE erased OR changed`,
    values: [JSON.stringify(rows.map(({ change: _, ...row }, n) => ({ n, ...row })))],
  });
  if (unusual.length === 0) return;
  await applyEarlyChanges(db, unusual);
  const erased = unusual.filter((row) => row.erased);
  if (erased.length === 0) return;
  await db.query(
    "DELETE FROM contacts c WHERE id = ANY($1) AND NOT EXISTS (SELECT FROM messages WHERE contact_id = c.id) AND NOT EXISTS (SELECT FROM executions WHERE contact_id = c.id)",
    [erased.map((row) => row.contact_id)],
  );
}

/**
 * Keeps every status and moves the messages that it speaks of forward, never back: the highest rank that was ever reported
 * (`siga_status_rank`: the table and its reasons are in lib/whatsapp/message-status.ts) is the truth, in whatever order and
 * however often the reports come. A message is found by its wamid or, when the response to our send was lost, by the id that we
 * gave Meta to echo. Returns the contacts whose outbox was held by a message that is now settled.
 */
export async function storeStatuses(db: Db, statuses: StatusItem[], channels: Map<string, KnownChannel>): Promise<number[]> {
  const items = statuses.flatMap((item) => {
    const channel = channels.get(item.phoneNumberId);
    if (channel === undefined) return [];
    return {
      channel_id: channel.id,
      wamid: item.wamid,
      status: item.status,
      reported: reportedStatus(item.status),
      opaque: item.opaque,
      own_id: item.opaque !== null && /^\d{1,18}$/.test(item.opaque) ? item.opaque : null,
      errors: item.errors.length === 0 ? null : item.errors,
      details:
        item.pricing === null && item.conversationId === null ? null : { pricing: item.pricing, conversation_id: item.conversationId },
      at: new Date(item.at).toISOString(),
    };
  });
  // In one order for everybody, that of our messages' ids as far as Meta echoes them, so that two web processes don't wait for each other.
  const place = (item: (typeof items)[number]) =>
    `${(item.own_id ?? "").padStart(18, "0")}|${item.channel_id}|${item.wamid}|${item.status}`;
  const ordered = items.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)).map((item, n) => ({ n, ...item }));
  const released = new Set<number>();
  for (let from = 0; from < ordered.length; from += MOST_AT_ONCE) {
    for (const contactId of await storeSomeStatuses(db, ordered.slice(from, from + MOST_AT_ONCE))) released.add(contactId);
  }
  return [...released];
}

async function storeSomeStatuses(db: Db, items: object[]): Promise<number[]> {
  const result = await db.query<{ contact_id: number }>({
    name: "store-statuses",
    text: `
      WITH item AS (
        SELECT * FROM jsonb_to_recordset($1::jsonb)
          AS i (n int, channel_id int, wamid text, status text, reported text, opaque text, own_id bigint, errors jsonb, details jsonb,
            at timestamptz)
      ), kept AS (
        INSERT INTO message_status_events (channel_id, wamid, status, opaque, errors, details, at)
        SELECT channel_id, wamid, status, opaque, errors, details, least(at, now()) FROM item
        WHERE NOT EXISTS (SELECT FROM erased_messages e
          WHERE e.hash IN (${tombstoneHashSql("item.channel_id", "item.wamid")},
            ${tombstoneHashSql("item.channel_id", "'#' || item.own_id")}))
        ORDER BY n
        ON CONFLICT DO NOTHING
      ), found AS (
        -- Row by row and by a key ("OFFSET 0", "+ 0"): planned while the table is new, reading all of an index would seem as good.
        SELECT m.id, i.* FROM item i CROSS JOIN LATERAL (
          SELECT id FROM messages WHERE channel_id = i.channel_id AND wamid = i.wamid AND direction = 'outbound' OFFSET 0
        ) m WHERE i.reported IS NOT NULL
        UNION ALL
        SELECT m.id, i.* FROM item i CROSS JOIN LATERAL (
          SELECT id FROM messages WHERE id = i.own_id AND channel_id + 0 = i.channel_id AND direction = 'outbound' AND wamid IS NULL OFFSET 0
        ) m WHERE i.reported IS NOT NULL
      ), best AS (
        SELECT DISTINCT ON (id) id, channel_id, reported, wamid, errors, at FROM found ORDER BY id, siga_status_rank(reported) DESC
      ), locked AS (
        SELECT m.id, m.status FROM messages m JOIN best b ON b.id = m.id AND b.channel_id = m.channel_id + 0 ORDER BY m.id
          FOR NO KEY UPDATE OF m
      ), moved AS (
        UPDATE messages m SET
          status = b.reported,
          wamid = coalesce(m.wamid, b.wamid),
          sent_at = coalesce(m.sent_at, least(b.at, now())),
          not_before = NULL,
          error = CASE WHEN b.reported = 'failed' THEN coalesce(b.errors -> 0, m.error) END
        FROM best b JOIN locked l ON l.id = b.id
        WHERE m.id = b.id AND m.channel_id + 0 = b.channel_id AND siga_status_rank(b.reported) > siga_status_rank(m.status)
        RETURNING m.contact_id, l.status AS was
      )
      SELECT DISTINCT contact_id FROM moved WHERE was IN ('unknown', 'sending')`,
    values: [JSON.stringify(items)],
  });
  return result.rows.map((row) => row.contact_id);
}

export async function storeOther(db: Db, items: OtherItem[], channels: Map<string, KnownChannel>): Promise<void> {
  if (items.length === 0) return;
  await db.query(
    "INSERT INTO webhook_items (channel_id, field, value) SELECT channel_id, field, value FROM jsonb_to_recordset($1::jsonb) AS i (channel_id int, field text, value jsonb)",
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
