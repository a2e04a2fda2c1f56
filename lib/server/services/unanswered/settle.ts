import { type Actor, allow } from "../../auth/actor.ts";
import { noContact } from "../../contacts/refusals.ts";
import { audit } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/db.ts";
import { forgetUnanswered } from "../../recovery/health.ts";

/** What the contact wrote up to now needs no answer any more. @throws ApiError 404 */
export async function settleContact(actor: Actor, id: number): Promise<void> {
  allow(actor, "contacts:write");
  await inTransaction(async (client) => {
    // SQL, because the moment is the database's, as the messages' are.
    const { rowCount } = await client.query("UPDATE contacts SET settled_at = now() WHERE id = $1", [id]);
    if (rowCount === 0) throw noContact(id);
    await audit(client, actor, "contact.settled", "contact", id, {});
  });
  forgetUnanswered();
}
