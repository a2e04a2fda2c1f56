import type { Json } from "../types.ts";

/**
 * What a contact sent when it holds more than words: a picture and its caption, a choice and its id (lib/whatsapp/inbound/answer.ts).
 * `shown` is what a text shows of it: its words, or what stands for it where it has none.
 */
export function isAnswer(value: Json): value is { text: string; shown: string; [key: string]: Json } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    ["text", "shown"].every((key) => Object.hasOwn(value, key) && typeof value[key] === "string")
  );
}

/** The words of an answer, which is compared and calculated with like a text; any other value is itself. */
export function wordsOf(value: Json): Json {
  return isAnswer(value) ? value.text : value;
}
