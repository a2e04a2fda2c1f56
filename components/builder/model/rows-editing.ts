import { type Group, isGroup, type Join, type Row, type Rows } from "#lib/conditions/rows.ts";

/** Where a row stands: its item, and its place within that where the item is a group. */
export interface Place {
  item: number;
  within: number | null;
}

export function setRow(rows: Rows, { item, within }: Place, row: Row): Rows {
  return changeItem(rows, item, (found) => (isGroup(found) && within !== null ? { ...found, rows: found.rows.with(within, row) } : row));
}

/** Puts a row behind another. */
export function addRow(rows: Rows, { item, within }: Place, row: Row): Rows {
  const found = rows.items[item];
  if (found === undefined || !isGroup(found) || within === null) return { ...rows, items: rows.items.toSpliced(item + 1, 0, row) };
  return changeItem(rows, item, () => ({ ...found, rows: found.rows.toSpliced(within + 1, 0, row) }));
}

/** A group of one row is that row. */
export function removeRow(rows: Rows, { item, within }: Place): Rows {
  const found = rows.items[item];
  if (found === undefined || !isGroup(found) || within === null) return { ...rows, items: rows.items.toSpliced(item, 1) };
  const left = found.rows.toSpliced(within, 1);
  const [only] = left;
  return changeItem(rows, item, () => (left.length === 1 && only !== undefined ? only : { ...found, rows: left }));
}

/** The row and a new one in parentheses, joined by the other word. */
export function groupRow(rows: Rows, item: number, row: Row): Rows {
  return changeItem(rows, item, (found) => (isGroup(found) ? found : { join: rows.join === "and" ? "or" : "and", rows: [found, row] }));
}

export function setJoin(rows: Rows, item: number | null, join: Join): Rows {
  if (item === null) return { ...rows, join };
  return changeItem(rows, item, (found) => (isGroup(found) ? { ...found, join } : found));
}

function changeItem(rows: Rows, at: number, change: (item: Row | Group) => Row | Group): Rows {
  return { ...rows, items: rows.items.map((item, index) => (index === at ? change(item) : item)) };
}
