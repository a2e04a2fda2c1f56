/** A file of contacts, row by row: each is applied or told in the report, however often a process dies on the way. */
import type { ImportSettings } from "#lib/api/contact-imports.ts";
import type { Delimiter } from "#lib/contact-import/read-csv.ts";
import { readRow, type RowProblem } from "#lib/contact-import/read-row.ts";
import { DEFAULT_LANGUAGE } from "#lib/engine/values/environment.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { storedJson } from "../../platform/stored-json.ts";
import { readPhone } from "../../platform/phone-number.ts";
import { retryWithFreshContacts } from "../resolve.ts";
import { readContactFields } from "../field-definitions.ts";
import { countryOf } from "../typed-phone.ts";
import { checkRows, prepareRows, type Row, writeRows } from "./apply.ts";
import { readFile } from "./file.ts";

/** So many rows are one commit. */
const AT_ONCE = 500;
/** A job ends well before its queue takes it for dead; the next one goes on. */
const SLICE_MS = 25_000;
/** Rows that are read in one go: the process has others to serve. */
const READ_AT_ONCE = 50;

interface ImportRow {
  status: "checking" | "importing";
  delimiter: Delimiter;
  settings: ImportSettings;
  done_rows: number;
  created_by: string;
  default_country: string | null;
}

/** Goes on with an import for a while. What was done is found in its row, so it may be called any number of times. */
export async function runImport(importId: string, sliceMs = SLICE_MS): Promise<void> {
  const found = await readImport(importId);
  if (found === null) return;
  const until = performance.now() + sliceMs;
  const rowsOf = await rowReader(importId, found);
  let done = 0;
  let batch: Row[] = [];
  for await (const row of rowsOf) {
    done += 1;
    if (done <= found.done_rows) continue;
    batch.push(row);
    if (batch.length < AT_ONCE) continue;
    if (!(await store(importId, found, batch, done))) return;
    batch = [];
    if (performance.now() > until) return enqueue(pool(), "import", [{ importId }]);
  }
  if (batch.length > 0 && !(await store(importId, found, batch, done))) return;
  await finish(importId, found);
}

async function readImport(importId: string): Promise<ImportRow | null> {
  // SQL, because the channel's country stands beside it.
  const { rows } = await pool().query<ImportRow>(
    `SELECT i.status, i.delimiter, i.settings, i.done_rows, i.created_by, ch.default_country
     FROM contact_imports i JOIN channels ch ON ch.id = (i.settings->>'channel_id')::int
     WHERE i.id = $1 AND i.status IN ('checking', 'importing')`,
    [importId],
  );
  return rows[0] ?? null;
}

async function rowReader(
  importId: string,
  { delimiter, settings, default_country: defaultCountry }: ImportRow,
): Promise<AsyncGenerator<Row>> {
  const fields = await readContactFields(pool());
  const country = settings.country ?? countryOf({ defaultCountry });
  const phoneOf = (text: string) => {
    const phone = readPhone(text, country);
    if (phone === null) return { problem: "phone_unreadable" } as const;
    return phone.certain ? { waId: phone.waId } : ({ problem: "phone_without_country" } as const);
  };
  return (async function* () {
    let heads: string[] | null = null;
    let read = 0;
    for await (const record of readFile(importId, delimiter)) {
      if (heads === null) {
        heads = record.cells;
        continue;
      }
      const rules = { heads, targets: settings.columns, fields, labels: settings.labels, language: DEFAULT_LANGUAGE, readPhone: phoneOf };
      yield { record, ...readRow(record.cells, rules) };
      read += 1;
      if (read % READ_AT_ONCE === 0) await new Promise(setImmediate);
    }
  })();
}

/** Applies rows and notes how far it is, in one commit; false where somebody else is that far, or has deleted it. */
async function store(importId: string, found: ImportRow, batch: readonly Row[], done: number): Promise<boolean> {
  const { status, settings } = found;
  const isStored = await retryWithFreshContacts(async () => {
    const prepared = status === "importing" ? await prepareRows(settings.channel_id, batch) : null;
    return inTransaction(async (client) => {
      const { rowCount } = await client.query("SELECT FROM contact_imports WHERE id = $1 AND status = $2 AND done_rows = $3 FOR UPDATE", [
        importId,
        status,
        found.done_rows,
      ]);
      if (rowCount === 0) return false;
      const refused = prepared === null ? await checkRows(client, settings.channel_id, batch) : await writeRows(client, prepared);
      await noteRefused(client, importId, batch, refused);
      await client.query(
        `UPDATE contact_imports SET done_rows = $2, applied_rows = applied_rows + $3, refused_rows = refused_rows + $4, updated_at = now()
         WHERE id = $1`,
        [importId, done, batch.length - refused.size, refused.size],
      );
      return true;
    });
  });
  found.done_rows = done;
  return isStored;
}

async function noteRefused(db: Db, importId: string, batch: readonly Row[], refused: ReadonlyMap<number, RowProblem[]>): Promise<void> {
  const rows = batch.flatMap(({ record: { n, cells }, waId }) => {
    const problems = refused.get(n);
    return problems === undefined ? [] : [{ row: n, cells, wa_id: waId, problems }];
  });
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO contact_import_refusals (import_id, row, cells, wa_id, problems)
     SELECT $1, x.row, x.cells, x.wa_id, x.problems
     FROM jsonb_to_recordset($2::jsonb) AS x (row int, cells text[], wa_id text, problems jsonb)`,
    [importId, storedJson(rows)],
  );
}

/** Of a file that is applied nothing is kept but the report; one that was checked waits to be applied. */
async function finish(importId: string, { status, settings, created_by: createdBy }: ImportRow): Promise<void> {
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ applied_rows: number; refused_rows: number }>(
      "UPDATE contact_imports SET status = $3, updated_at = now() WHERE id = $1 AND status = $2 RETURNING applied_rows, refused_rows",
      [importId, status, status === "checking" ? "checked" : "done"],
    );
    const [counted] = rows;
    if (counted === undefined || status === "checking") return;
    await client.query("DELETE FROM contact_import_chunks WHERE import_id = $1", [importId]);
    await audit(client, { id: createdBy }, "contacts.imported", "channel", settings.channel_id, {
      count: counted.applied_rows,
      refused: counted.refused_rows,
      import_id: importId,
    });
  });
}

/** Imports whose worker is dead or whose job was lost are set going again. Returns how many there were. */
export async function recoverImports({ deadSeconds }: { deadSeconds: number }): Promise<number> {
  const { rows } = await pool().query<{ id: string }>(
    "SELECT id FROM contact_imports WHERE status IN ('checking', 'importing') AND updated_at < now() - make_interval(secs => $1)",
    [deadSeconds],
  );
  await enqueue(
    pool(),
    "import",
    rows.map(({ id }) => ({ importId: id })),
  );
  return rows.length;
}
