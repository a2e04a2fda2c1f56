import type { Json } from "#lib/engine/types.ts";

/** The keys of the rows of a list: names by which a row on the screen goes on being the same one. */
interface RowKeys {
  rows: readonly Json[];
  keys: readonly string[];
  /** How many keys were given so far. */
  given: number;
}

export const NO_ROWS: RowKeys = { rows: [], keys: [], given: 0 };

/**
 * The keys for the rows as they are now. A row that was moved is the same object in another place and takes its key along;
 * one that is another object in its old place was written in; any other is new.
 */
export function carryKeys(before: RowKeys, rows: readonly Json[]): RowKeys {
  const free = new Set(before.keys);
  const take = (index: number): string | null => {
    const key = before.keys[index];
    return key !== undefined && free.delete(key) ? key : null;
  };
  const moved = rows.map((row) => (typeof row === "object" ? take(before.rows.indexOf(row)) : null));
  let { given } = before;
  const keys = moved.map((key, index) => key ?? take(index) ?? `row${++given}`);
  return { rows, keys, given };
}

/** A list with one of its rows in another place; the same rows for a place that there is not. */
export function moveRow<Row>(rows: readonly Row[], from: number, to: number): readonly Row[] {
  const row = rows[from];
  return row === undefined || to < 0 || to >= rows.length || from === to ? rows : rows.toSpliced(from, 1).toSpliced(to, 0, row);
}

/** Whether nothing was written in a row; its `id` was given, not written. */
export function isBlankRow(row: Json | undefined): boolean {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return row === undefined || row === null || row === "";
  return Object.entries(row).every(
    ([key, value]) => key === "id" || value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0),
  );
}
