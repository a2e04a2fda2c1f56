import { type Actor, allow } from "../../auth/actor.ts";
import { resolveContacts, retryWithFreshContacts } from "../../contacts/resolve.ts";
import { audit } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/db.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";

interface Newcomer {
  waId: string;
  name: string;
}

const AT_ONCE = 500;

/** Contacts by their numbers, found or made. Who has a name already keeps it. The audit log has how many, not who. */
export async function importContacts(actor: Actor, channelId: number, newcomers: readonly Newcomer[]): Promise<void> {
  allow(actor, "contacts:write");
  for (let from = 0; from < newcomers.length; from += AT_ONCE) {
    const some = newcomers.slice(from, from + AT_ONCE);
    await retryWithFreshContacts(async () => {
      const found = await resolveContacts(some.map(({ waId }) => ({ channelId, waId, userId: null, at: Date.now(), given: true })));
      await inTransaction(async (client) => {
        // A contact whose number went to somebody else meanwhile is not renamed.
        await client.query(
          `UPDATE contacts c SET name = k.name
             FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS k (id, name, wa_id, other_form)
            WHERE c.id = k.id AND c.channel_id = $5 AND c.wa_id IN (k.wa_id, k.other_form) AND c.name IS NULL AND k.name <> ''`,
          [
            found.map(({ contactId }) => contactId),
            some.map(({ name }) => name.slice(0, 200)),
            some.map(({ waId }) => waId),
            some.map(({ waId }) => lookupVariants(waId)[1] ?? waId),
            channelId,
          ],
        );
        await audit(client, actor, "contacts.imported", "channel", channelId, { count: some.length });
      });
    });
  }
}
