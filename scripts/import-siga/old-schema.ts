import { z } from "zod";

/**
 * The tables of the system that Siga replaces, as its documentation lets one assume: the one place that knows their names. A mapping file
 * gives others: `{ "flows": { "table": "workflow_flows" }, "nodes": { "node_type": "kind" } }`, or `{ "node_type": "kind" }` for all
 * tables.
 */

const id = z.union([z.string().min(1), z.number()]).transform(String);
const words = z
  .string()
  .nullish()
  .transform((text) => text ?? "");
const place = z.coerce
  .number()
  .nullish()
  .transform((number) => number ?? null);
/** A dictionary, or the JSON text of one. */
const config = z.preprocess(
  (value) => (typeof value === "string" ? (value.trim() === "" ? {} : JSON.parse(value)) : (value ?? {})),
  z.record(z.string(), z.json()),
);

const OLD_TABLES = {
  flows: z.object({ id, name: words }),
  nodes: z.object({ id, flow_id: id, node_type: z.string(), config, name: words, order: place }),
  transitions: z.object({
    id: id.nullish().transform((given) => given ?? null),
    flow_id: id.nullish().transform((given) => given ?? null),
    source_node_id: id,
    target_node_id: id.nullish().transform((given) => given ?? null),
    condition: words,
    order: place,
  }),
  contacts: z.object({
    id: id.nullish().transform((given) => given ?? null),
    phone: z
      .union([z.string(), z.number()])
      .nullish()
      .transform((given) => (given == null ? "" : String(given))),
    name: words,
  }),
};
/** Columns without which a table is none of ours. */
const NEEDED: Record<OldTable, readonly string[]> = {
  flows: ["id"],
  nodes: ["id", "flow_id", "node_type", "config"],
  transitions: ["source_node_id", "target_node_id"],
  contacts: ["phone"],
};

type OldTable = keyof typeof OLD_TABLES;
export type OldFlow = z.output<typeof OLD_TABLES.flows>;
export type OldNode = z.output<typeof OLD_TABLES.nodes>;
export type OldTransition = z.output<typeof OLD_TABLES.transitions>;
export type OldContact = z.output<typeof OLD_TABLES.contacts>;
export interface OldSystem {
  flows: OldFlow[];
  nodes: OldNode[];
  transitions: OldTransition[];
  contacts: OldContact[];
}

const tableMapping = z.record(z.string(), z.string());
export const mappingFile = z.record(z.string(), z.union([z.string(), tableMapping]));
export type Mapping = z.output<typeof mappingFile>;

/** What a table, and each of its columns, is called over there. */
export function namesOf(table: OldTable, mapping: Mapping): { table: string; columns: Map<string, string> } {
  const own = mapping[table];
  const given = typeof own === "object" ? own : {};
  const columns = Object.keys(OLD_TABLES[table].shape).map((column): [string, string] => {
    const everywhere = mapping[column];
    return [column, given[column] ?? (typeof everywhere === "string" ? everywhere : column)];
  });
  return { table: given["table"] ?? table, columns: new Map(columns) };
}

export class UnreadableSource extends Error {}

/** Rows by our names of columns. Throws `UnreadableSource`, which says what to put into the mapping file. */
export function readRows<Table extends OldTable>(
  table: Table,
  rows: readonly unknown[],
  there: ReadonlySet<string>,
  mapping: Mapping,
): OldSystem[Table] {
  const { table: called, columns } = namesOf(table, mapping);
  const missing = NEEDED[table].map((column) => columns.get(column) ?? column).filter((column) => rows.length > 0 && !there.has(column));
  if (missing.length > 0)
    throw new UnreadableSource(
      `"${called}" has no ${missing.join(", ")}; it has ${[...there].join(", ")}. Name them in a file for --mapping: {"${table}": {"${NEEDED[table][0] ?? "id"}": "<their name>"}}.`,
    );
  return rows.map((row, index) => {
    const given = typeof row === "object" && row !== null ? (row as Record<string, unknown>) : {};
    const renamed = Object.fromEntries([...columns].map(([column, theirs]) => [column, given[theirs]]));
    try {
      return OLD_TABLES[table].parse(renamed);
    } catch (error) {
      const why =
        error instanceof z.ZodError ? error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ") : String(error);
      throw new UnreadableSource(`"${called}", row ${index + 1} (id ${String(renamed["id"])}) can not be read: ${why}`);
    }
  }) as OldSystem[Table];
}
