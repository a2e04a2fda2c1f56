import type { CsvRecord } from "#lib/contact-import/read-csv.ts";
import type { ReadRow, RowProblem } from "#lib/contact-import/read-row.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import type { Db } from "../../platform/db.ts";
import { storedJson } from "../../platform/stored-json.ts";
import { type ContactChangeRow, changeContactsSql, mergedChange, noChange } from "../change-contacts.ts";
import { ContactMovedError, resolveContacts } from "../resolve.ts";

/** A row with what stood in it. */
export interface Row extends ReadRow {
  record: CsvRecord;
}

interface Prepared {
  row: Row;
  /** Null: the row is refused. */
  contactId: number | null;
}

/** Whom the rows are about, found or made. Outside of the transaction that applies them, as it takes locks of its own. */
export async function prepareRows(channelId: number, batch: readonly Row[]): Promise<Prepared[]> {
  const readable = batch.filter(({ waId, problems }) => waId !== null && problems.length === 0);
  const found = await resolveContacts(readable.map(({ waId }) => ({ channelId, waId, userId: null, at: Date.now(), given: true })));
  const contacts = new Map(readable.map((row, index) => [row, found[index]?.contactId ?? null]));
  return batch.map((row) => ({ row, contactId: contacts.get(row) ?? null }));
}

/** Writes what the rows say, of each contact all rows together; gives those that are refused, by their number. */
export async function writeRows(db: Db, prepared: readonly Prepared[]): Promise<Map<number, RowProblem[]>> {
  const refused = new Map<number, RowProblem[]>();
  const { rows: locked } = await db.query<{ id: number; wa_id: string | null; consent: string | null }>(
    "SELECT id, wa_id, consent FROM contacts WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE",
    [prepared.flatMap(({ contactId }) => contactId ?? [])],
  );
  const contacts = new Map(locked.map((contact) => [contact.id, contact]));
  const changes = new Map<number, { change: ContactChangeRow; rows: number[] }>();
  for (const { row, contactId } of prepared) {
    const contact = contactId === null ? undefined : contacts.get(contactId);
    if (contactId !== null && (contact === undefined || !lookupVariants(row.waId ?? "").includes(contact.wa_id ?? "")))
      throw new ContactMovedError();
    if (contact === undefined) refused.set(row.record.n, row.problems);
    else if (row.changes.consent === "opted_in" && contact.consent === "opted_out") refused.set(row.record.n, [OPTED_OUT]);
    else {
      const { change, rows } = changes.get(contact.id) ?? { change: noChange(contact.id), rows: [] };
      changes.set(contact.id, { change: mergedChange(change, row.changes), rows: [...rows, row.record.n] });
    }
  }
  const written = [...changes.values()].map(({ change }) => ({
    ...change,
    silenced: change.consent === null ? null : change.consent === "opted_out",
  }));
  const { rows: unfit } = await db.query<{ id: number }>(
    `WITH changed AS (${changeContactsSql("$1")} RETURNING c.id, c.fields @> x.fields AS fits) SELECT id FROM changed WHERE NOT fits`,
    [storedJson(written)],
  );
  for (const { id } of unfit) for (const n of changes.get(id)?.rows ?? []) refused.set(n, [{ code: "fields_too_large", column: "" }]);
  return refused;
}

/** What would be refused, by the rows' numbers; nothing is written. */
export async function checkRows(db: Db, channelId: number, batch: readonly Row[]): Promise<Map<number, RowProblem[]>> {
  const refused = new Map(batch.flatMap(({ record, problems }) => (problems.length > 0 ? [[record.n, problems] as const] : [])));
  const asking = batch.filter(({ waId, changes, record }) => waId !== null && changes.consent === "opted_in" && !refused.has(record.n));
  if (asking.length === 0) return refused;
  const { rows } = await db.query<{ wa_id: string }>(
    "SELECT wa_id FROM contacts WHERE channel_id = $1 AND wa_id = ANY($2) AND consent = 'opted_out'",
    [channelId, asking.flatMap(({ waId }) => lookupVariants(waId ?? ""))],
  );
  const optedOut = new Set(rows.map((row) => row.wa_id));
  for (const { record, waId } of asking)
    if (lookupVariants(waId ?? "").some((each) => optedOut.has(each))) refused.set(record.n, [OPTED_OUT]);
  return refused;
}

/** That they said so themselves counts for more than a list. */
const OPTED_OUT: RowProblem = { code: "opted_out", column: "" };
