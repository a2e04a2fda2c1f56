import type { Context } from "../../engine/types.ts";
import { textOf } from "../../json/read-json.ts";
import type { Bounds, JsonObject } from "../../json/read-json.ts";

export interface Content {
  /** Body, caption, button text, choice title or emoji; "" when the message has no words. */
  text: string;
  data: Context;
}

/** One type of message that contacts send, or a family of types that carry the same. */
export interface InboundType {
  /** Meta's names. */
  types: readonly string[];
  /**
   * Its words, and the fields that a flow can use. `part` is what stands under the type's name, `readContent` reads a message
   * that is carried within. Never throws; what it returns can be stored as it is (lib/json/read-json.ts).
   */
  read(part: JsonObject, message: JsonObject, readContent: (type: string, message: JsonObject) => Content): Content;
}

const MAX_TEXT = 65_536;
export const MAX_FIELD = 1024;
/** Ids that we gave out ourselves (rows, buttons, payloads) come back whole. */
export const MAX_CHOICE_ID = 2048;
export const MAX_WAMID = 512;
export const MAX_TYPE = 64;
export const LISTS: Bounds = { depth: 16, values: 2000, characters: 65_536 };

/** The text that a person would read aloud; "" where there is none. */
export function words(value: unknown): string {
  return textOf(value, MAX_TEXT) ?? "";
}
