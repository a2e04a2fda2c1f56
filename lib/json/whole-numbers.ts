/**
 * JSON with whole numbers that JavaScript does not hold: beyond 2^53 its numbers have gaps, and 9007199254740993 would come in as its
 * neighbour, another order's number. (`JSON.parse` with access to the source is not in every runtime that we support.)
 */

/** A text, passed over whole, or a whole number of so many digits that it may be too large. */
const TEXT_OR_LARGE = /"[^"\\]*(?:\\[^][^"\\]*)*"|(?<![\d.eE+-])(-?\d{16,})(?![\d.eE])/g;
const MAY_BE_LARGE = /(?:^|[[:,\s])-?\d{16}/;

/** `JSON.parse`, with whole numbers beyond 2^53 as texts of their digits. */
export function parseKeepingDigits(json: string): unknown {
  const value: unknown = JSON.parse(json);
  return MAY_BE_LARGE.test(json) ? JSON.parse(digitsAsTexts(json)) : value;
}

/** The way to the first whole number beyond 2^53; null where there is none. `value`: what `json` was parsed to. */
export function pathOfLargeNumber(json: string, value: unknown): PropertyKey[] | null {
  return MAY_BE_LARGE.test(json) ? firstDifference(value, JSON.parse(digitsAsTexts(json)), []) : null;
}

function digitsAsTexts(json: string): string {
  return json.replace(TEXT_OR_LARGE, (written, number: string | undefined) =>
    number === undefined || Number.isSafeInteger(Number(number)) ? written : `"${number}"`,
  );
}

function firstDifference(value: unknown, kept: unknown, path: PropertyKey[]): PropertyKey[] | null {
  if (typeof value === "number") return typeof kept === "string" ? path : null;
  if (typeof value !== "object" || value === null || typeof kept !== "object" || kept === null) return null;
  for (const [key, item] of Object.entries(value)) {
    const found = firstDifference(item, (kept as Record<string, unknown>)[key], [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
