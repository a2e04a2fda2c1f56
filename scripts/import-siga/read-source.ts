import { readFile } from "node:fs/promises";
import pg from "pg";
import { z } from "zod";
import { type Mapping, mappingFile, namesOf, type OldSystem, readRows, UnreadableSource } from "./old-schema.ts";

export async function readMapping(path: string | undefined): Promise<Mapping> {
  return path === undefined ? {} : mappingFile.parse(await readJson(path));
}

/** All of the old system, from its database or from an export of its tables. Nothing is ever written there. */
export async function readSource(source: string, mapping: Mapping): Promise<OldSystem> {
  return /^postgres(?:ql)?(?:\+\w+)?:\/\//.test(source) ? fromDatabase(source, mapping) : fromFile(source, mapping);
}

async function fromFile(path: string, mapping: Mapping): Promise<OldSystem> {
  const tables = z.record(z.string(), z.unknown()).parse(await readJson(path));
  return collect((table) => {
    const rows = z.array(z.record(z.string(), z.unknown())).parse(tables[namesOf(table, mapping).table] ?? tables[table] ?? []);
    return Promise.resolve(readRows(table, rows, new Set(rows.flatMap(Object.keys)), mapping));
  });
}

async function fromDatabase(url: string, mapping: Mapping): Promise<OldSystem> {
  const client = new pg.Client({
    // SQLAlchemy names the driver besides.
    connectionString: url.replace(/^postgres(?:ql)?(?:\+\w+)?:/, "postgresql:"),
    options: "-c default_transaction_read_only=on",
    application_name: "siga-import",
  });
  try {
    await client.connect();
    await client.query("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    return await collect((table) => readTable(client, table, mapping));
  } catch (error) {
    if (error instanceof UnreadableSource) throw error;
    // Never the address itself: it holds a password.
    throw new UnreadableSource(`The old database can not be read: ${error instanceof Error ? error.message : "unknown reason"}`);
  } finally {
    await client.end().catch(() => {});
  }
}

async function readTable<Table extends keyof OldSystem>(client: pg.Client, table: Table, mapping: Mapping): Promise<OldSystem[Table]> {
  const { table: called, columns } = namesOf(table, mapping);
  const from = called.split(".").map(pg.escapeIdentifier).join(".");
  const { rows: found } = await client.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped",
    [from],
  );
  if (found.length === 0) {
    // People may have moved without their contacts.
    if (table === "contacts") return [] as unknown as OldSystem[Table];
    throw new UnreadableSource(`There is no table "${called}". Name it in a file for --mapping: {"${table}": {"table": "<its name>"}}.`);
  }
  const there = new Set(found.map(({ name }) => name));
  const wanted = [...columns.values()].filter((column) => there.has(column)).map((column) => pg.escapeIdentifier(column));
  const { rows } = await client.query<Record<string, unknown>>(`SELECT ${[...new Set(wanted)].join(", ") || "*"} FROM ${from} ORDER BY 1`);
  return readRows(table, rows, there, mapping);
}

async function collect(read: <Table extends keyof OldSystem>(table: Table) => Promise<OldSystem[Table]>): Promise<OldSystem> {
  const [flows, nodes, transitions, contacts] = [
    await read("flows"),
    await read("nodes"),
    await read("transitions"),
    await read("contacts"),
  ];
  return { flows, nodes, transitions, contacts };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new UnreadableSource(`${path} can not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
