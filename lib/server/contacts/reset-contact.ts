import type { z } from "zod";
import { audit } from "../platform/audit.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { lockContacts } from "../state/lock.ts";
import { type Db, inTransaction } from "../platform/db.ts";
import { endConversation } from "./end-conversation.ts";
import { noContact } from "./refusals.ts";
import type { resetResponse } from "#lib/api/contacts.ts";

type Reset = z.output<typeof resetResponse>;

/**
 * Gets a contact out of whatever holds them: the open conversation is cancelled and what waits in the mailbox is
 * discarded, so that their next message starts over. @throws ApiError 404
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
  const answer = await endConversation(db, actor, id);
  await audit(db, actor, "contact.reset", "contact", id, answer);
  return answer;
}
