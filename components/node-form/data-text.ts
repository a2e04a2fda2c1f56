import { isJsonObject } from "#lib/engine/context.ts";
import type { Json } from "#lib/engine/types.ts";

/** Data as it is shown to be edited; a text is data that could not be read yet. */
export function dataToText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

/** `undefined` for blank text, the text itself for what is not data that `accepts` takes. */
export function textToData(text: string, accepts: (value: unknown) => value is Json): Json | undefined {
  if (text.trim() === "") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    // A text in quotes would be taken for letters that can not be read.
    return typeof value !== "string" && value !== null && accepts(value) ? value : text;
  } catch {
    return text;
  }
}

/** A list, an object, a number, yes or no: whatever JSON says. */
export const isAnyData = (value: unknown): value is Json => isJsonObject({ value });
