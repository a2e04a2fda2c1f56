import { MOST_IMPORT_BYTES, type ContactImportDetail } from "#lib/api/contact-imports.ts";
import { CsvError, CsvReader, type CsvRecord, type Delimiter, delimiterOf, LONGEST_RECORD } from "#lib/contact-import/read-csv.ts";
import { cutText } from "#lib/engine/values/cut-text.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { putFile } from "../../contacts/imports/file.ts";
import { fileTooLarge, fileIn, MOST_FORM_BYTES } from "../../http/uploaded-file.ts";
import type { Pieces } from "../../platform/pieces.ts";
import { invalidField } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { pool } from "../../platform/db.ts";
import { getImport } from "./imports.ts";

const MOST_COLUMNS = 200;

/** A file of contacts, streamed into the database and looked through while it comes. @throws ApiError 400, 413, 415, 422 */
export async function uploadImport(
  actor: Actor,
  request: Request,
  { filename }: { filename?: string | undefined },
): Promise<ContactImportDetail> {
  allow(actor, "contacts:write");
  const given = await fileIn(request, filename ?? null);
  if (given.declared !== null && given.declared > MOST_IMPORT_BYTES + MOST_FORM_BYTES) throw tooLarge();
  const { rows } = await pool().query<{ id: string }>("INSERT INTO contact_imports (filename, created_by) VALUES ($1, $2) RETURNING id", [
    given.filename,
    actor.id,
  ]);
  const id = rows[0]?.id ?? "";
  try {
    const look = new Look();
    await putFile(id, look.through(given.pieces));
    const { size, delimiter, heads, rows: count } = look.facts();
    await pool().query(
      `UPDATE contact_imports SET status = 'uploaded', size = $2, delimiter = $3, columns = $4, rows = $5, updated_at = now()
        WHERE id = $1`,
      [id, size, delimiter, heads, count],
    );
    await audit(pool(), actor, "contact_import.uploaded", "contact_import", id, { name: given.filename ?? "", rows: count });
  } catch (error) {
    await pool().query("DELETE FROM contact_imports WHERE id = $1", [id]);
    throw error;
  }
  return getImport(actor, id);
}

/** Looks at a file that streams past: is it one, and how much is in it. */
class Look {
  readonly #decoder = new TextDecoder("utf-8", { fatal: true });
  #size = 0;
  /** Up to the end of the first line, by which one tells what parts the columns. */
  #beginning = "";
  #reader: CsvReader | null = null;
  #delimiter: Delimiter = ",";
  #heads: string[] | null = null;
  #rows = 0;

  async *through(source: Pieces): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      this.#size += piece.byteLength;
      if (this.#size > MOST_IMPORT_BYTES) throw tooLarge();
      this.#read(this.#decode(piece));
      yield piece;
    }
    this.#read(this.#decode());
    this.#begin();
    this.#count(() => this.#reader?.end() ?? []);
  }

  /** @throws ApiError 422 */
  facts(): { size: number; delimiter: Delimiter; heads: string[]; rows: number } {
    if (this.#heads === null || this.#rows === 0)
      throw invalidField(["file"], "must have a first row that names the columns, and a row below it");
    if (this.#heads.length > MOST_COLUMNS) throw invalidField(["file"], `must have at most ${MOST_COLUMNS} columns`);
    return { size: this.#size, delimiter: this.#delimiter, heads: this.#heads.map((head) => cutText(head, 200)), rows: this.#rows };
  }

  #decode(piece?: Uint8Array): string {
    try {
      const text = piece === undefined ? this.#decoder.decode() : this.#decoder.decode(piece, { stream: true });
      // No spreadsheet writes it, but UTF-16 is full of it, which may pass for UTF-8 otherwise.
      if (!text.includes("\0")) return text;
    } catch {
      throw notUtf8();
    }
    throw notUtf8();
  }

  #read(text: string): void {
    if (this.#reader !== null) return this.#count(() => this.#reader?.push(text) ?? []);
    this.#beginning += text;
    if (/[\r\n]/.test(this.#beginning) || this.#beginning.length > LONGEST_RECORD) this.#begin();
  }

  #begin(): void {
    if (this.#reader !== null) return;
    this.#delimiter = delimiterOf(this.#beginning.split(/[\r\n]/)[0] ?? "");
    const reader = new CsvReader(this.#delimiter);
    this.#reader = reader;
    this.#count(() => reader.push(this.#beginning));
    this.#beginning = "";
  }

  #count(read: () => CsvRecord[]): void {
    try {
      const records = read();
      this.#rows += records.length;
      if (this.#heads !== null || records[0] === undefined) return;
      this.#heads = records[0].cells;
      this.#rows -= 1;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const what = error.code === "open_quote" ? "opens a quote that is never closed" : "is far too long";
      throw invalidField(["file"], `is no CSV: row ${error.record} ${what}`, { code: "not-csv" });
    }
  }
}

const notUtf8 = () => invalidField(["file"], "must be written in UTF-8: save it as CSV UTF-8 in your spreadsheet", { code: "not-utf-8" });

const tooLarge = () => fileTooLarge(MOST_IMPORT_BYTES, "; part it");
