import type { z } from "zod";
import { MAX_FIELDS_BYTES } from "#lib/engine/contact-fields/types.ts";
import { fitsField } from "#lib/engine/contact-fields/value.ts";
import type { Json } from "#lib/engine/types.ts";
import { invalidField } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { readContactFields } from "../../contacts/field-definitions.ts";
import { noContact } from "../../contacts/refusals.ts";
import { getContact } from "./read-contacts.ts";
import type { ContactDetail, patchContactBody } from "#lib/api/contacts.ts";

type PatchContact = z.output<typeof patchContactBody>;

/**
 * Changes what is given of a contact; fields not named stay. The audit log has the names of what was changed, not the values.
 * @throws ApiError 404, 422 (a value of another type than its field; too large)
 */
export async function patchContact(actor: Actor, id: number, body: PatchContact): Promise<ContactDetail> {
  allow(actor, "contacts:write");
  await inTransaction(async (client) => {
    const { fields = {}, labels } = body;
    await checkTypes(client, fields);
    // SQL, because Prisma replaces a JSON value whole: what a flow writes at the same time would be lost. strip_nulls would reach into
    // values that are objects, so the removed ones are named.
    const removed = Object.keys(fields).filter((name) => fields[name] === null);
    const { rows } = await client.query<{ fits: boolean }>(
      `WITH merged AS (SELECT id, fields AS before, (fields || $2::jsonb) - $3::text[] AS fields FROM contacts WHERE id = $1 FOR UPDATE),
       sized AS (SELECT id, fields, octet_length(fields::text) <= greatest($4::int, octet_length(before::text)) AS fits FROM merged),
       written AS (UPDATE contacts c SET fields = s.fields, labels = coalesce($5::text[], c.labels),
         name = CASE WHEN $6::boolean THEN $7 ELSE c.name END,
         name_is_given = CASE WHEN $6 THEN $7::text IS NOT NULL ELSE c.name_is_given END,
         language = CASE WHEN $8::boolean THEN $9 ELSE c.language END,
         consent = CASE WHEN $10::boolean THEN $11 ELSE c.consent END, consent_at = CASE WHEN $10 THEN now() ELSE c.consent_at END,
         is_silenced = CASE WHEN $10 THEN $11::text IS NOT DISTINCT FROM 'opted_out' ELSE c.is_silenced END
         FROM sized s WHERE c.id = s.id AND s.fits)
       SELECT fits FROM sized`,
      [
        id,
        JSON.stringify(fields),
        removed,
        MAX_FIELDS_BYTES,
        labels === undefined ? null : [...new Set(labels)],
        ...[body.name, body.language, body.consent].flatMap((value) => [value !== undefined, value ?? null]),
      ],
    );
    if (rows[0] === undefined) throw noContact(id);
    if (!rows[0].fits)
      throw invalidField(["fields"], `would make this contact's fields larger than ${MAX_FIELDS_BYTES} bytes (64 KB); remove some first`, {
        code: "fields-too-large",
      });
    const others = Object.keys(body).filter((name) => name !== "fields");
    await audit(client, actor, "contact.updated", "contact", id, { fields: [...others, ...Object.keys(fields)] });
  });
  return getContact(actor, id);
}

/** @throws ApiError 422 */
async function checkTypes(db: Db, fields: Record<string, Json>): Promise<void> {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  if (given.length === 0) return;
  const known = new Map((await readContactFields(db)).map((field) => [field.key, field]));
  for (const [key, value] of given) {
    const field = known.get(key);
    if (field === undefined || fitsField(field, value)) continue;
    const kind = field.type === "choice" ? `one of ${field.choices.join(", ")}` : KINDS[field.type];
    throw invalidField(["fields", key], `must be ${kind}`, { code: "field-type" });
  }
}

const KINDS = { text: "a text", number: "a number", date: "a day such as 2026-11-30", boolean: "true or false" } as const;
