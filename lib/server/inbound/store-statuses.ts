import { reportedStatus } from "#lib/whatsapp/message-status.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import type { StatusItem } from "#lib/whatsapp/status.ts";
import type { KnownChannel } from "./channels.ts";
import { MOST_AT_ONCE } from "./store.ts";
import { tombstoneHashSql } from "../contacts/tombstone.ts";
import { isToldSql, tellSql } from "../state/send-outcomes.ts";
import type { Db } from "../platform/db.ts";

/** Somebody whom Meta says that it brought a message of ours to, by an id that we don't know of them. */
export interface NamedRecipient {
  channelId: number;
  waId: string | null;
  userId: string | null;
  at: number;
}

interface Reported {
  /** Contacts whose outbox was held by a message that is now settled. */
  released: number[];
  /** Contacts with a flow that waited for what became of a message, and that is in their mailbox now. */
  told: number[];
  named: NamedRecipient[];
}

/**
 * Keeps every status and moves the messages that it speaks of forward, never back: the highest rank that was ever reported
 * (`siga_status_rank`: the table and its reasons are in lib/whatsapp/message-status.ts) is the truth, in whatever order and
 * however often the reports come. A message is found by its wamid or, when the response to our send was lost, by what we gave Meta to
 * echo, if something of it may have been sent, and to whom the status says (`CLAIMABLE`).
 */
export async function storeStatuses(db: Db, statuses: StatusItem[], channels: Map<string, KnownChannel>): Promise<Reported> {
  const items = statuses.flatMap((item) => {
    const channel = channels.get(item.phoneNumberId);
    if (channel === undefined) return [];
    return {
      channel_id: channel.id,
      wamid: item.wamid,
      status: item.status,
      reported: reportedStatus(item.status),
      opaque: item.opaque,
      own_id: /^(\d{1,18})(?:\.|$)/.exec(item.opaque ?? "")?.[1] ?? null,
      recipient: item.recipientWaId,
      recipient_too: item.recipientWaId === null ? null : (lookupVariants(item.recipientWaId)[1] ?? null),
      recipient_user: item.recipientUserId,
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
  const reported: Reported = { released: [], told: [], named: [] };
  for (let from = 0; from < ordered.length; from += MOST_AT_ONCE) {
    for (const row of await storeSome(db, ordered.slice(from, from + MOST_AT_ONCE))) {
      if (row.released) reported.released.push(row.contact_id);
      if (row.told) reported.told.push(row.contact_id);
      if (row.named)
        reported.named.push({ channelId: row.channel_id, waId: row.recipient ?? row.wa_id, userId: row.recipient_user, at: row.at });
    }
  }
  return { ...reported, released: [...new Set(reported.released)] };
}

interface ReportRow {
  channel_id: number;
  contact_id: number;
  released: boolean;
  told: boolean;
  named: boolean;
  recipient: string | null;
  recipient_user: string | null;
  wa_id: string | null;
  /** Milliseconds since 1970. */
  at: number;
}

/** SQL: whether something of a message may have been sent. One that is queued or has failed was sent before if it was queued again. */
const mayBeSent = (message: string) => `(${message}.status NOT IN ('queued', 'failed', 'simulated') OR ${message}.resends > 0)`;

/**
 * SQL: whether the status `i` may be that of our message `o`, although no wamid says so. Other programs on the same number, and our
 * own database before it was made anew, let Meta echo ids as well, so what is echoed must be nobody else's (`messages.opaque`), the
 * recipient one of the contact's, and something of the message possibly sent. Of what the release before has sent only the
 * bare number is echoed: then it must have been sent at the time as well.
 */
const CLAIMABLE = `(
    o.opaque = i.opaque AND ${mayBeSent("o")}
    OR o.opaque IS NULL AND i.opaque = o.id::text AND o.status IN ('sending', 'unknown')
      AND i.at BETWEEN o.sending_since - interval '1 minute' AND o.sending_since + interval '1 day'
  ) AND EXISTS (SELECT FROM contacts c WHERE c.id = o.contact_id AND (
    c.wa_id IN (i.recipient, i.recipient_too) OR c.user_id = i.recipient_user
    OR EXISTS (SELECT FROM contact_former_ids f WHERE f.channel_id = c.channel_id AND f.contact_id = c.id
      AND f.former_id IN (i.recipient, i.recipient_too, i.recipient_user))))`;

/**
 * SQL: whether the status `m` of a message to the contact `c` names its recipient by what we don't know: the number in another form, or
 * a user id. What a failure names is whom we wrote to.
 */
const NAMES_ANEW = `m.reported <> 'failed' AND (
    c.wa_id = m.recipient_too
    OR c.user_id IS DISTINCT FROM m.recipient_user AND m.recipient_user IS NOT NULL AND NOT EXISTS (
      SELECT FROM contact_former_ids f WHERE f.channel_id = c.channel_id AND f.former_id = m.recipient_user))`;

async function storeSome(db: Db, items: object[]): Promise<ReportRow[]> {
  const { rows } = await db.query<ReportRow>({
    name: "store-statuses",
    text: `
      WITH item AS (
        SELECT * FROM jsonb_to_recordset($1::jsonb)
          AS i (n int, channel_id int, wamid text, status text, reported text, opaque text, own_id bigint, recipient text,
            recipient_too text, recipient_user text, errors jsonb, details jsonb, at timestamptz)
      ), kept AS (
        INSERT INTO message_status_events (channel_id, wamid, status, opaque, errors, details, at)
        SELECT channel_id, wamid, status, opaque, errors, details, least(at, now()) FROM item
        WHERE NOT EXISTS (SELECT FROM erased_messages e
          WHERE e.hash IN (${tombstoneHashSql("item.channel_id", "item.wamid")},
            ${tombstoneHashSql("item.channel_id", "'#' || item.opaque")}))
        ORDER BY n
        ON CONFLICT DO NOTHING
      ), found AS (
        -- Row by row and by a key ("OFFSET 0", "+ 0"): planned while the table is new, reading all of an index would seem as good.
        SELECT m.id, false AS echoed, i.* FROM item i CROSS JOIN LATERAL (
          SELECT id FROM messages WHERE channel_id = i.channel_id AND wamid = i.wamid AND direction = 'outbound' OFFSET 0
        ) m WHERE i.reported IS NOT NULL
        UNION ALL
        SELECT m.id, true, i.* FROM item i CROSS JOIN LATERAL (
          SELECT id FROM messages o WHERE id = i.own_id AND channel_id + 0 = i.channel_id AND direction = 'outbound' AND wamid IS NULL
            AND ${CLAIMABLE} OFFSET 0
        ) m WHERE i.reported IS NOT NULL
      ), best AS (
        SELECT DISTINCT ON (id) id, echoed, channel_id, reported, wamid, errors, at, recipient, recipient_too, recipient_user
        FROM found ORDER BY id, siga_status_rank(reported) DESC
      ), locked AS (
        SELECT m.id, m.status, ${mayBeSent("m")} AS may_be_sent
        FROM messages m JOIN best b ON b.id = m.id AND b.channel_id = m.channel_id + 0 ORDER BY m.id FOR NO KEY UPDATE OF m
      ), moved AS (
        UPDATE messages m SET
          status = b.reported,
          wamid = coalesce(m.wamid, b.wamid),
          sent_at = coalesce(m.sent_at, least(b.at, now())),
          not_before = NULL,
          error = CASE WHEN b.reported = 'failed' THEN coalesce(b.errors -> 0, m.error) END
        FROM best b JOIN locked l ON l.id = b.id
        WHERE m.id = b.id AND m.channel_id + 0 = b.channel_id AND siga_status_rank(b.reported) > siga_status_rank(m.status)
          AND (l.may_be_sent OR NOT b.echoed)
        RETURNING m.contact_id, m.channel_id, l.status IN ('unknown', 'sending') AS released, m.wakes, m.execution_id, m.status,
          m.error, ${isToldSql({ wakes: "m.wakes", was: "l.status", status: "m.status" })} AS told, b.reported, b.at, b.recipient,
          b.recipient_too, b.recipient_user
      ), told AS (
        ${tellSql("moved WHERE told")}
      )
      SELECT m.channel_id, m.contact_id, m.released, m.told, ${NAMES_ANEW} AS named, m.recipient, m.recipient_user, c.wa_id,
        extract(epoch FROM m.at)::float8 * 1000 AS at
      FROM moved m JOIN contacts c ON c.id = m.contact_id WHERE m.released OR m.told OR ${NAMES_ANEW}`,
    values: [JSON.stringify(items)],
  });
  return rows;
}
