/**
 * What happened between us and a person beside the messages that they write: their calls, and what was said to them from the number's
 * own phone. Rare, and only of people we know: it makes nobody a contact, and is nobody's turn.
 */
import { WRITTEN_IN_APP } from "#lib/api/messages.ts";
import type { CallItem } from "#lib/whatsapp/calls.ts";
import type { EchoItem } from "#lib/whatsapp/echoes.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { tombstoneHashSql } from "../contacts/tombstone.ts";
import type { Db } from "../platform/db.ts";
import type { KnownChannel } from "./channels.ts";

/** A person's call opens the window of the contact that we know them as. */
export async function storeCalls(db: Db, calls: CallItem[], channels: Map<string, KnownChannel>): Promise<void> {
  const items = calls.flatMap(({ phoneNumberId, waId, userId, at }) => {
    const channel = channels.get(phoneNumberId);
    if (channel === undefined) return [];
    const numbers = waId === null ? [null] : lookupVariants(waId);
    return numbers.map((wa_id) => ({ channel_id: channel.id, wa_id, user_id: userId, at: new Date(at).toISOString() }));
  });
  if (items.length === 0) return;
  await db.query(
    `WITH item AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS i (channel_id int, wa_id text, user_id text, at timestamptz)
     ), called AS (
       SELECT c.id, max(i.at) AS at FROM item i JOIN contacts c ON c.channel_id = i.channel_id AND c.wa_id = i.wa_id GROUP BY c.id
       UNION ALL
       SELECT c.id, max(i.at) FROM item i JOIN contacts c ON c.channel_id = i.channel_id AND c.user_id = i.user_id GROUP BY c.id
     ), locked AS (
       SELECT id FROM contacts WHERE id IN (SELECT id FROM called) ORDER BY id FOR NO KEY UPDATE
     )
     UPDATE contacts c SET last_inbound_at = greatest(c.last_inbound_at, least(x.at, now()))
     FROM (SELECT id, max(at) AS at FROM called JOIN locked USING (id) GROUP BY id) x WHERE c.id = x.id`,
    [JSON.stringify(items)],
  );
}

/** Shown in the conversation as what we said, which it is, and as written in the app; sent already, and by no execution. */
export async function storeEchoes(db: Db, echoes: EchoItem[], channels: Map<string, KnownChannel>): Promise<void> {
  const items = echoes.flatMap(({ phoneNumberId, waId, userId, sentAt, ...message }) => {
    const channel = channels.get(phoneNumberId);
    if (channel === undefined) return [];
    const wa_id_too = waId === null ? null : lookupVariants(waId)[1];
    return [{ channel_id: channel.id, wa_id: waId, wa_id_too, user_id: userId, sent_at: new Date(sentAt).toISOString(), ...message }];
  });
  if (items.length === 0) return;
  await db.query(
    `WITH item AS (
       SELECT ROW_NUMBER() OVER () AS n, i.* FROM jsonb_to_recordset($1::jsonb)
         AS i (channel_id int, wa_id text, wa_id_too text, user_id text, wamid text, type text, text text, data jsonb, sent_at timestamptz)
     )
     INSERT INTO messages (channel_id, contact_id, written_by, direction, wamid, type, text, data, status, sent_at)
     SELECT i.channel_id, c.id, '${WRITTEN_IN_APP}', 'outbound', i.wamid, i.type, i.text, i.data, 'sent', least(i.sent_at, now())
     FROM item i CROSS JOIN LATERAL (
       SELECT min(id) AS id FROM contacts WHERE channel_id = i.channel_id AND (wa_id IN (i.wa_id, i.wa_id_too) OR user_id = i.user_id)
     ) c
     WHERE c.id IS NOT NULL AND NOT EXISTS (SELECT FROM erased_messages WHERE hash = ${tombstoneHashSql("i.channel_id", "i.wamid")})
     ORDER BY i.n
     ON CONFLICT (channel_id, wamid) DO NOTHING`,
    [JSON.stringify(items)],
  );
}
