import type { z } from "zod";
import type { ContactImport, ContactImportDetail, ImportSettings, ImportStatus, startImportBody } from "#lib/api/contact-imports.ts";
import { DEFAULT_LIMIT, type Page } from "#lib/api/page.ts";
import { guessTargets } from "#lib/contact-import/columns.ts";
import type { Delimiter } from "#lib/contact-import/read-csv.ts";
import type { ContactImport as ImportRow } from "#lib/generated/prisma/client.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { readContactFields } from "../../contacts/field-definitions.ts";
import { readFile } from "../../contacts/imports/file.ts";
import { isTestChannelSql } from "../../flows/test-channel.ts";
import { conflict, invalidField, notFound } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { isCountry } from "../../platform/phone-number.ts";
import { prisma, toJson } from "../../platform/prisma.ts";
import { enqueue } from "../../platform/queue.ts";

/** Files that were uploaded of late, newest first: those of a week, and so few. */
export async function listImports(actor: Actor, { limit = DEFAULT_LIMIT }: { limit?: number | undefined }): Promise<Page<ContactImport>> {
  allow(actor, "contacts:read");
  const rows = await prisma().contactImport.findMany({
    where: { status: { not: "uploading" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return { items: rows.map(toImport), next_cursor: null };
}

/** @throws ApiError 404 */
export async function getImport(actor: Actor, id: string): Promise<ContactImportDetail> {
  allow(actor, "contacts:read");
  const row = await prisma().contactImport.findUnique({ where: { id } });
  if (row === null) throw noImport(id);
  const fields = await readContactFields(pool());
  return { ...toImport(row), guess: guessTargets(row.columns, fields), sample: await sampleOf(row) };
}

/**
 * Has a worker go through the file: to apply it, or only to look. A check may be followed by another, and by the real thing.
 * @throws ApiError 404, 409 (under way, done), 422 (no such channel or country; not one column of numbers)
 */
export async function startImport(actor: Actor, id: string, body: z.output<typeof startImportBody>): Promise<ContactImportDetail> {
  allow(actor, "contacts:write");
  const { dry_run: isCheck, ...settings } = body;
  await inTransaction(async (client) => {
    // SQL, because Prisma takes no locks.
    const { rows } = await client.query<{ status: ImportStatus; columns: string[] }>(
      "SELECT status, columns FROM contact_imports WHERE id = $1 FOR UPDATE",
      [id],
    );
    const [row] = rows;
    if (row === undefined) throw noImport(id);
    if (row.status === "done") throw conflict("import-done", "This file has been applied already; upload it again to do so once more.");
    if (row.status !== "uploaded" && row.status !== "checked") throw conflict("import-running", "This file is under way already.");
    await checkSettings(client, settings, row.columns.length);
    await client.query("DELETE FROM contact_import_refusals WHERE import_id = $1", [id]);
    await prisma(client).contactImport.update({
      where: { id },
      data: {
        status: isCheck ? "checking" : "importing",
        settings: toJson(settings),
        ...{ doneRows: 0, appliedRows: 0, refusedRows: 0 },
        updatedAt: new Date(),
        createdBy: actor.id,
      },
    });
    if (!isCheck) await audit(client, actor, "contact_import.started", "contact_import", id, { channel_id: settings.channel_id });
    await enqueue(client, "import", [{ importId: id }]);
  });
  return getImport(actor, id);
}

/** Also stops one that is under way; what was applied stays. @throws ApiError 404 */
export async function removeImport(actor: Actor, id: string): Promise<void> {
  allow(actor, "contacts:write");
  await inTransaction(async (client) => {
    const { count } = await prisma(client).contactImport.deleteMany({ where: { id } });
    if (count === 0) throw noImport(id);
    await audit(client, actor, "contact_import.deleted", "contact_import", id);
  });
}

/** @throws ApiError 422 */
async function checkSettings(db: Db, { channel_id: channelId, country, columns }: ImportSettings, mostColumns: number): Promise<void> {
  const { rowCount } = await db.query(
    `SELECT FROM channels ch WHERE ch.id = $1 AND ch.status = 'active' AND NOT ${isTestChannelSql("ch")}`,
    [channelId],
  );
  if (rowCount === 0) throw invalidField(["channel_id"], "is no active channel; GET /api/v1/channels lists those there are");
  if (country !== null && !isCountry(country)) throw invalidField(["country"], "is no country that has phone numbers");
  if (columns.length > mostColumns) throw invalidField(["columns"], `must have at most ${mostColumns} columns, as the file`);
  const named = columns.filter((target) => target !== null);
  if (!named.includes("phone")) throw invalidField(["columns"], "must have one that holds `phone`");
  if (new Set(named).size < named.length) throw invalidField(["columns"], "must not hold the same twice");
}

const SAMPLE_ROWS = 5;

async function sampleOf({ id, delimiter }: ImportRow): Promise<string[][]> {
  const records: string[][] = [];
  for await (const { cells } of readFile(id, delimiter as Delimiter)) {
    records.push(cells);
    if (records.length > SAMPLE_ROWS) break;
  }
  return records.slice(1);
}

export const noImport = (id: string) => notFound(`There is no file of contacts ${id}. GET /api/v1/contacts/imports lists those there are.`);

const toImport = (row: ImportRow): ContactImport => ({
  id: row.id,
  filename: row.filename,
  size: row.size,
  // Only this code writes them.
  status: row.status as ImportStatus,
  delimiter: row.delimiter as Delimiter,
  heads: row.columns,
  rows: row.rows,
  done_rows: row.doneRows,
  applied_rows: row.appliedRows,
  refused_rows: row.refusedRows,
  settings: row.settings as ImportSettings | null,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
