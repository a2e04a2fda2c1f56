import type { Json } from "../engine/types.ts";

/** The id of a row that is added, unlike those of the rows that are there: `case_1`, `case_2` ... */
export function freshId(base: string, rows: readonly Json[]): string {
  const taken = new Set(rows.map((row) => (typeof row === "object" && row !== null && !Array.isArray(row) ? row["id"] : undefined)));
  let number = rows.length + 1;
  while (taken.has(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}
