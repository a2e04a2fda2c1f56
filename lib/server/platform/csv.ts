import type { Json } from "#lib/engine/types.ts";

/** Spreadsheets read a file without it as of their own country's letters. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** What a spreadsheet takes for a formula (OWASP, "CSV Injection"), also behind space and what nobody sees. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/**
 * One line with its end. Texts are data, and quoted: one that a spreadsheet would run begins with an apostrophe; numbers stay as they
 * are.
 */
export const csvLine = (values: readonly (Json | undefined)[]): string => `${values.map(cell).join(",")}\r\n`;

function cell(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
