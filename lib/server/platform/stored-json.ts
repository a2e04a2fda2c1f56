/** What JSON writes out of a text that PostgreSQL refuses, among its other escapes: U+0000 and half of a surrogate pair. */
const ESCAPE = /\\(?:u[0-9a-f]{4}|.)/g;

/**
 * A value as text for a JSON column, whatever its texts hold: one that PostgreSQL would refuse would take all else of its statement with
 * it. U+0000 is left out, half of a surrogate pair becomes U+FFFD.
 */
export function storedJson(value: unknown): string {
  const json = JSON.stringify(value);
  return json.includes("\\u") ? json.replace(ESCAPE, storable) : json;
}

// Whole pairs stand in the text as they are, so an escaped half is a half.
const storable = (escape: string): string => (escape === "\\u0000" ? "" : /^\\ud[89a-f]/.test(escape) ? "\ufffd" : escape);

/** The same for a text column; of half a pair the driver makes U+FFFD by itself. */
export const storedText = (text: string): string => text.replaceAll("\0", "");
