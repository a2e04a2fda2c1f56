import { MAX_FIELDS_BYTES } from "#lib/engine/contact-fields/types.ts";
import type { ContactChanges, Context } from "#lib/engine/types.ts";

/** What flows and files say of contacts, as rows of one statement: one a contact, as of two rows of one UPDATE only one would count. */
export interface ContactChangeRow {
  contact_id: number;
  name: string | null;
  language: string | null;
  fields: Context;
  removed: string[];
  labels_on: string[];
  labels_off: string[];
  consent: string | null;
  /** Null: as it was. */
  silenced: boolean | null;
}

/** SQL: writes the rows that `parameter` holds as a JSON array. Fields that would be more than a contact may have are not written. */
export const changeContactsSql = (parameter: string): string => `
    UPDATE contacts c SET
      name = coalesce(x.name, c.name), name_is_given = c.name_is_given OR x.name IS NOT NULL,
      language = coalesce(x.language, c.language),
      fields = CASE WHEN octet_length(((c.fields || x.fields) - x.removed)::text)
          <= greatest(${MAX_FIELDS_BYTES}, octet_length(c.fields::text))
        THEN (c.fields || x.fields) - x.removed ELSE c.fields END,
      -- In the order in which they came.
      labels = ARRAY(SELECT l.label FROM unnest(c.labels || x.labels_on) WITH ORDINALITY AS l (label, n)
        WHERE l.label <> ALL (x.labels_off) GROUP BY l.label ORDER BY min(l.n)),
      consent = coalesce(x.consent, c.consent), consent_at = CASE WHEN x.consent IS NOT NULL THEN now() ELSE c.consent_at END,
      is_silenced = coalesce(x.silenced, c.is_silenced)
    FROM jsonb_to_recordset(${parameter}::jsonb) AS x (contact_id bigint, name text, language text, fields jsonb, removed text[],
      labels_on text[], labels_off text[], consent text, silenced boolean)
    WHERE c.id = x.contact_id`;

export const noChange = (contactId: number): ContactChangeRow => ({
  contact_id: contactId,
  name: null,
  language: null,
  fields: {},
  removed: [],
  labels_on: [],
  labels_off: [],
  consent: null,
  silenced: null,
});

/** The later one counts. */
export function mergedChange(
  row: ContactChangeRow,
  { name, language, fields = {}, labels_on = [], labels_off = [], consent }: ContactChanges,
): ContactChangeRow {
  const kept: Context = Object.fromEntries(Object.entries({ ...row.fields, ...fields }).filter(([, value]) => value !== null));
  const gone = Object.keys(fields).filter((key) => fields[key] === null);
  return {
    contact_id: row.contact_id,
    name: name ?? row.name,
    language: language ?? row.language,
    fields: kept,
    removed: [...new Set([...row.removed.filter((key) => !Object.hasOwn(kept, key)), ...gone])],
    labels_on: [...row.labels_on.filter((label) => !labels_off.includes(label)), ...labels_on],
    labels_off: [...row.labels_off.filter((label) => !labels_on.includes(label)), ...labels_off],
    consent: consent ?? row.consent,
    silenced: row.silenced,
  };
}
