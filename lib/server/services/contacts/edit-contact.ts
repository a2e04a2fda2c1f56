import type { z } from "zod";
import { invalidField } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction } from "../../platform/db.ts";
import { noContact } from "../../contacts/no-contact.ts";
import { getContact } from "./read-contacts.ts";
import type { ContactDetail, patchContactBody } from "#lib/api/contacts.ts";

/** Of one contact, all together: they are in every list of contacts, and go along with each conversation. */
const MAX_FIELDS_BYTES = 64 * 1024;

/** Sets and removes fields; those not named stay. The audit log has their names, not their values. @throws ApiError 404, 422 (too large) */
export async function patchContact(actor: Actor, id: number, { fields }: z.output<typeof patchContactBody>): Promise<ContactDetail> {
  allow(actor, "contacts:write");
  await inTransaction(async (client) => {
    // SQL, because Prisma replaces a JSON value whole: what a flow writes at the same time would be lost. strip_nulls would reach into
    // values that are objects, so the removed ones are named.
    const removed = Object.keys(fields).filter((name) => fields[name] === null);
    const { rows } = await client.query<{ fits: boolean }>(
      `WITH merged AS (SELECT id, fields AS before, (fields || $2::jsonb) - $3::text[] AS fields FROM contacts WHERE id = $1 FOR UPDATE),
       sized AS (SELECT id, fields, octet_length(fields::text) <= greatest($4::int, octet_length(before::text)) AS fits FROM merged),
       written AS (UPDATE contacts c SET fields = s.fields FROM sized s WHERE c.id = s.id AND s.fits)
       SELECT fits FROM sized`,
      [id, JSON.stringify(fields), removed, MAX_FIELDS_BYTES],
    );
    if (rows[0] === undefined) throw noContact(id);
    if (!rows[0].fits)
      throw invalidField(["fields"], `would make this contact's fields larger than ${MAX_FIELDS_BYTES} bytes (64 KB); remove some first`, {
        code: "fields-too-large",
      });
    await audit(client, actor, "contact.updated", "contact", id, { fields: Object.keys(fields) });
  });
  return getContact(actor, id);
}
