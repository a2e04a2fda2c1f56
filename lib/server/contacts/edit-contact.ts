import type { z } from "zod";
import { audit } from "../audit.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { cancelLocked } from "../cancel-execution.ts";
import { lockContacts } from "../contact-lock.ts";
import { inTransaction } from "../db.ts";
import { OPEN } from "../open-statuses.ts";
import { getContact, noContact } from "./read-contacts.ts";
import type { ContactDetail, patchContactBody, resetAnswer } from "./schemas.ts";

/** Sets and removes fields; those not named stay. The audit log has their names, not their values. @throws Problem 404 */
export async function patchContact(actor: Actor, id: number, { fields }: z.output<typeof patchContactBody>): Promise<ContactDetail> {
  allow(actor, "contacts:write");
  await inTransaction(async (client) => {
    // strip_nulls would reach into values that are objects, so the removed ones are named.
    const removed = Object.keys(fields).filter((name) => fields[name] === null);
    const { rowCount } = await client.query("UPDATE contacts SET fields = (fields || $2::jsonb) - $3::text[] WHERE id = $1", [id, JSON.stringify(fields), removed]);
    if (rowCount === 0) throw noContact(id);
    await audit(client, actor, "contact.updated", "contact", id, { fields: Object.keys(fields) });
  });
  return getContact(actor, id);
}

/**
 * Gets a contact out of whatever holds them: the open conversation is cancelled and what waits in the mailbox is
 * discarded, so that their next message begins anew. @throws Problem 404
 */
export async function resetContact(actor: Actor, id: number): Promise<z.output<typeof resetAnswer>> {
  allow(actor, "contacts:write");
  return inTransaction(async (client) => {
    await lockContacts(client, [id]);
    const found = await client.query<{ execution_id: number | null }>(
      `SELECT (SELECT id FROM executions WHERE contact_id = c.id AND status IN ${OPEN}) AS execution_id FROM contacts c WHERE id = $1`,
      [id],
    );
    const [contact] = found.rows;
    if (contact === undefined) throw noContact(id);
    if (contact.execution_id !== null) await cancelLocked(client, contact.execution_id, actor.id);
    const { rowCount } = await client.query("UPDATE mailbox SET processed_at = now() WHERE contact_id = $1 AND processed_at IS NULL", [id]);
    const answer = { execution_id: contact.execution_id, discarded: rowCount ?? 0 };
    await audit(client, actor, "contact.reset", "contact", id, answer);
    return answer;
  });
}
