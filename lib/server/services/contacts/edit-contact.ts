import type { z } from "zod";
import { audit } from "../../platform/audit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction } from "../../platform/db.ts";
import { noContact } from "../../contacts/no-contact.ts";
import { getContact } from "./read-contacts.ts";
import type { ContactDetail, patchContactBody } from "#lib/api/contacts.ts";

/** Sets and removes fields; those not named stay. The audit log has their names, not their values. @throws ApiError 404 */
export async function patchContact(actor: Actor, id: number, { fields }: z.output<typeof patchContactBody>): Promise<ContactDetail> {
  allow(actor, "contacts:write");
  await inTransaction(async (client) => {
    // SQL, because Prisma replaces a JSON value whole: what a flow writes at the same time would be lost. strip_nulls would reach into
    // values that are objects, so the removed ones are named.
    const removed = Object.keys(fields).filter((name) => fields[name] === null);
    const { rowCount } = await client.query("UPDATE contacts SET fields = (fields || $2::jsonb) - $3::text[] WHERE id = $1", [
      id,
      JSON.stringify(fields),
      removed,
    ]);
    if (rowCount === 0) throw noContact(id);
    await audit(client, actor, "contact.updated", "contact", id, { fields: Object.keys(fields) });
  });
  return getContact(actor, id);
}
