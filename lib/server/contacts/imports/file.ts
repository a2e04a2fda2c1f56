/** The bytes of an import: pieces in the database, so that web and worker share them and neither has the file in memory. */
import { CsvReader, type CsvRecord, type Delimiter } from "#lib/contact-import/read-csv.ts";
import { inParts, type Pieces } from "../../platform/pieces.ts";
import { pool } from "../../platform/db.ts";

const CHUNK_BYTES = 256 * 1024;

export async function putFile(importId: string, source: Pieces): Promise<void> {
  let n = 0;
  for await (const bytes of inParts(source, CHUNK_BYTES)) {
    await pool().query({
      name: "put-import-chunk",
      text: "INSERT INTO contact_import_chunks (import_id, n, bytes) VALUES ($1, $2, $3)",
      values: [importId, n, bytes],
    });
    n += 1;
  }
}

/** Its records, the first one with the heads of the columns included; none once the file is done with. */
export async function* readFile(importId: string, delimiter: Delimiter): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader(delimiter);
  const decoder = new TextDecoder();
  for (let n = 0; ; n += 1) {
    const { rows } = await pool().query<{ bytes: Buffer }>({
      name: "read-import-chunk",
      text: "SELECT bytes FROM contact_import_chunks WHERE import_id = $1 AND n = $2",
      values: [importId, n],
    });
    const bytes = rows[0]?.bytes;
    if (bytes === undefined) break;
    yield* reader.push(decoder.decode(bytes, { stream: true }));
  }
  yield* reader.end();
}
