import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import type { Db } from "../platform/db.ts";

/** All fields of contacts whose type somebody has said, the oldest first. */
export async function readContactFields(db: Db): Promise<ContactField[]> {
  // SQL, because it stands in the advance's transaction, beside its other statements.
  const { rows } = await db.query<ContactField>({
    name: "read-contact-fields",
    text: "SELECT key, name, type, choices FROM contact_fields ORDER BY id",
  });
  return rows;
}
