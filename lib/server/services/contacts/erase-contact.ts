import type { z } from "zod";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { audit } from "../../platform/audit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { lockContacts } from "../../state/lock.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { clearContactCache } from "../../contacts/resolve.ts";
import { tombstoneHashSql } from "../../contacts/tombstone.ts";
import { mentionsContactSql } from "./mentions-contact.ts";
import { noContact } from "../../contacts/refusals.ts";
import type { erasedResponse } from "#lib/api/contacts.ts";

/**
 * Erases a contact for good: their messages, conversations, mailbox, timers and calls go with the row, and what Meta
 * told of them goes too. Only a hash of each message's id stays, so that no late or repeated webhook brings anything back.
 * The audit log says who did it and how much went, and nothing of whom. Whoever writes again afterwards is a new contact.
 * SQL, because it locks, and deletes sets that joins find. @throws ApiError 404
 */
export async function eraseContact(actor: Actor, id: number): Promise<z.output<typeof erasedResponse>> {
  allow(actor, "contacts:erase");
  const answer = await inTransaction(async (client) => {
    await lockContacts(client, [id]);
    const { rows } = await client.query<{ wa_id: string | null }>("SELECT wa_id FROM contacts WHERE id = $1 FOR UPDATE", [id]);
    const [contact] = rows;
    if (contact === undefined) throw noContact(id);
    const counted = await client.query<z.output<typeof erasedResponse>>(
      `SELECT (SELECT count(*) FROM messages WHERE contact_id = $1) AS messages,
        (SELECT count(*) FROM executions WHERE contact_id = $1) AS executions`,
      [id],
    );
    await leaveHashes(client, id);
    await deleteReports(client, id);
    await client.query("DELETE FROM ai_usage WHERE scope = 'contact_hour' AND subject = $1", [id]);
    // The keys stay, so that nothing is started once more for somebody who was erased.
    await client.query("UPDATE idempotency_keys SET answer = NULL WHERE contact_id = $1", [id]);
    if (contact.wa_id !== null)
      await client.query("DELETE FROM contact_import_refusals WHERE wa_id = ANY($1)", [lookupVariants(contact.wa_id)]);
    await client.query("DELETE FROM contacts WHERE id = $1", [id]);
    const counts = counted.rows[0] ?? { messages: 0, executions: 0 };
    await audit(client, actor, "contact.erased", "contact", id, { ...counts });
    return counts;
  });
  // Other processes notice by the foreign key that fails them, and ask again.
  clearContactCache();
  return answer;
}

/** Meta repeats a message for a week at most; a status may come whenever the contact's phone is next switched on. */
async function leaveHashes(db: Db, id: number): Promise<void> {
  await db.query(
    `INSERT INTO erased_messages (hash)
     SELECT ${tombstoneHashSql("channel_id", "wamid")} FROM messages WHERE contact_id = $1 AND wamid IS NOT NULL
       AND (direction = 'outbound' OR created_at > now() - interval '30 days')
     UNION
     SELECT ${tombstoneHashSql("channel_id", "wamid")} FROM early_changes WHERE contact_id = $1
     UNION
     SELECT ${tombstoneHashSql("channel_id", "'#' || coalesce(opaque, id::text)")} FROM messages WHERE contact_id = $1 AND direction = 'outbound'
     ON CONFLICT DO NOTHING`,
    [id],
  );
}

async function deleteReports(db: Db, id: number): Promise<void> {
  await db.query(
    "DELETE FROM message_status_events s USING messages m WHERE m.contact_id = $1 AND s.channel_id = m.channel_id AND s.wamid = m.wamid",
    [id],
  );
  await db.query(
    `DELETE FROM message_status_events s USING messages m
      WHERE m.contact_id = $1 AND m.direction = 'outbound' AND s.channel_id = m.channel_id
        AND s.opaque = coalesce(m.opaque, m.id::text)`,
    [id],
  );
  await db.query(`DELETE FROM webhook_items w USING contacts c WHERE c.id = $1 AND ${mentionsContactSql}`, [id]);
}
