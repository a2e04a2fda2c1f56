import type { Json } from "#lib/engine/types.ts";

/** A field's value as a person edits it: texts as they are, the rest as JSON. */
export function fieldText(value: Json | undefined): string {
  if (typeof value === "string") return looksLikeJson(value) ? JSON.stringify(value) : value;
  return value === undefined ? "" : JSON.stringify(value);
}

/** The value that was written: numbers, true, false and JSON are what they look like, everything else is a text. */
export function readField(text: string): Json {
  const trimmed = text.trim();
  return looksLikeJson(trimmed) ? (JSON.parse(trimmed) as Json) : trimmed;
}

/** Numbers of up to 15 digits without a leading zero; a phone number or a document stays a text. */
const NUMBER = /^-?(0|[1-9]\d{0,9})(\.\d{1,6})?$/;

function looksLikeJson(text: string): boolean {
  if (NUMBER.test(text) || text === "true" || text === "false") return true;
  if (!/^[[{"]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
