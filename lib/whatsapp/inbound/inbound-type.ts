import type { Context, Json } from "../../engine/types.ts";
import { textOf } from "../../json/read-json.ts";
import type { Bounds, JsonObject } from "../../json/read-json.ts";

export interface Content {
  /** Body, caption, button text, choice title or emoji; "" when the message has no words. */
  text: string;
  data: Context;
  /** What it does to an earlier message of the same sender; absent where it is about no other. */
  change?: Change;
}

/** Its sender changed a message, or took it back. */
export interface Change {
  /** The message's id. */
  wamid: string;
  /** What it says now; null: it was deleted. */
  message: Pick<Content, "text" | "data"> | null;
}

/** A file at Meta, and what the webhook says of it. */
export interface InboundFile {
  metaId: string;
  mimeType: string | null;
  filename: string | null;
  /** In one of Meta's spellings. */
  sha256: string | null;
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
  /** What stands for it in a text where it has no words, as WhatsApp does in its list of chats: without a language. */
  shown?(type: string, data: Context): string;
  /** The file that it brings, which is fetched from Meta; absent where the type has none. */
  file?(data: Context): InboundFile | null;
  /** What of it is the answer, where that is not all of it; undefined: all of it. */
  substance?(content: Pick<Content, "text" | "data">): Json | undefined;
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
