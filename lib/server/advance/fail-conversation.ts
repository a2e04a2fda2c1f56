import { lockContacts } from "../contact-lock.ts";
import { inTransaction } from "../db.ts";
import { log } from "../log.ts";

/**
 * Ends a conversation whose next state PostgreSQL refuses to store, and clears what led there from the mailbox, so that
 * the contact's next message starts afresh instead of failing for ever.
 */
export async function failConversation(contactIds: number[], error: unknown): Promise<void> {
  const code = (error as { code?: string }).code ?? "unknown";
  log.error({ err: error, contactIds }, "a conversation's state could not be stored; it is ended as failed");
  await inTransaction(async (client) => {
    await lockContacts(client, contactIds);
    await client.query(
      `UPDATE executions SET status = 'failed', reason = $2, seq = seq + 1, ended_at = now(), updated_at = now(),
              state = state || jsonb_build_object('status', 'failed', 'waitingFor', null, 'reason', $2::text)
       WHERE contact_id = ANY($1) AND status IN ('waiting', 'scheduled', 'running', 'handoff')`,
      [contactIds, `The conversation's data could not be stored (PostgreSQL ${code}); look at what the last message and its node put into the context.`],
    );
    await client.query("UPDATE mailbox SET processed_at = now() WHERE contact_id = ANY($1) AND processed_at IS NULL", [contactIds]);
  });
}
