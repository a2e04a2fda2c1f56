import type { Context, Json } from "../types.ts";

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

const PLACE_KEYS = ["latitude", "longitude", "name", "address"];

/** What a question that expects a location keeps (lib/nodes/wait_for_input/said.ts): these four values and nothing else. */
export function isPlace(value: Json): value is Context {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length === PLACE_KEYS.length && PLACE_KEYS.every((key) => Object.hasOwn(value, key));
}

/** A place as a text shows it: what it is called and where that is, or its coordinates. */
export function placeInWords({ latitude, longitude, name, address }: Context): string {
  const named = [name, address].filter((part) => typeof part === "string");
  const place = named.length > 0 ? named : [latitude, longitude].filter((part) => typeof part === "number");
  return `📍 ${place.join(", ")}`;
}
