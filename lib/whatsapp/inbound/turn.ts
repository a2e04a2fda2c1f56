import type { Context, Json } from "../../engine/types.ts";
import { CALL_TYPE } from "../../engine/triggers/match.ts";
import { isObject, listOf, textOf } from "../../json/read-json.ts";

/**
 * What a message may do, beside being kept and shown. Each word includes the one before:
 *
 * none      nothing: it says something about a message, a person or a setting, or it was not said to us alone
 * triggers  it opens the customer service window (24 hours), and begins a flow that has a trigger for it; a call that nobody took
 * wakes     a person wrote to us: it begins a flow where none is open. It
 *           answers no question: we cannot read it, or there is nothing in it
 * answers   also the answer that a flow waits for
 *
 * Of all that arrives beside messages only the person's call opens the window too (lib/whatsapp/calls.ts).
 */
export type Turn = "none" | "triggers" | "wakes" | "answers";

interface Said {
  /** Meta's `type`. */
  type: string;
  text: string;
  data?: Context | undefined;
}

/** Meta's types that are no turn, whatever is in them. */
const NONE: ReadonlySet<string> = new Set([
  "reaction",
  "edit",
  "revoke",
  // user_changed_number, user_changed_user_id, customer_identity_changed
  "system",
  // The chat was opened, and nothing written.
  "request_welcome",
]);

/** Not only spaces, marks that nobody sees, and the letters that people send to say nothing (Braille blank, Hangul fillers). */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\u2800\u3164\u115f\u1160\ufe0f]/u;

type HasSubstance = (data: Context, text: string) => boolean;
const hasWords: HasSubstance = (_data, text) => VISIBLE.test(text);
const hasMedia: HasSubstance = (data, text) => isText(data["id"]) || isText(data["url"]) || hasWords(data, text);

/**
 * Meta's types that can be an answer, and when there is anything in them. All other types, those that we do not know yet
 * included, only wake.
 */
const ANSWERS: ReadonlyMap<string, HasSubstance> = new Map<string, HasSubstance>([
  ["text", hasWords],
  ["image", hasMedia],
  ["video", hasMedia],
  ["document", hasMedia],
  ["sticker", hasMedia],
  ["audio", hasMedia],
  ["voice", hasMedia],
  ["location", (data) => (typeof data["latitude"] === "number" && typeof data["longitude"] === "number") || isNamed(data)],
  ["contacts", (data) => listOf(data["contacts"]).some(hasContent)],
  ["button", (data, text) => isText(data["payload"]) || hasWords(data, text)],
  ["interactive", (data, text) => REPLIES.get(kindOf(data))?.(data, text) ?? false],
  ["order", (data, text) => listOf(data["product_items"]).length > 0 || hasWords(data, text)],
]);

const hasTap: HasSubstance = (data, text) => isText(data["id"]) || hasWords(data, text);

/** Kinds of Meta's `interactive` that can be an answer; one that we do not know yet, or that came without a body, only wakes. */
const REPLIES: ReadonlyMap<string, HasSubstance> = new Map<string, HasSubstance>([
  ["button_reply", hasTap],
  ["list_reply", hasTap],
  ["nfm_reply", (data, text) => !isNothing(data["response"]) || hasWords(data, text)],
]);

/** A permission is a setting, which can also be given in our profile or by calling us: no turn. */
const PERMISSION = "call_permission_reply";

/** All that can be an answer, by Meta's names. */
export const ANSWERING_TYPES: readonly string[] = [...ANSWERS.keys()];

/**
 * What a message may do, by its type and by what is in it, as `readContent` gives it. Where it was said, and by whom, is the caller's
 * to know.
 */
export function turnOf({ type, text, data = {} }: Said): Turn {
  if (NONE.has(type) || (type === "interactive" && kindOf(data) === PERMISSION)) return "none";
  if (type === CALL_TYPE) return "triggers";
  return ANSWERS.get(type)?.(data, text) === true ? "answers" : "wakes";
}

const kindOf = (data: Context) => textOf(data["kind"], 64) ?? "";
const isText = (value: unknown) => typeof value === "string" && VISIBLE.test(value);
const isNothing = (value: Json | undefined) =>
  value === undefined || value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
const isNamed = (data: Context) => isText(data["name"]) || isText(data["address"]);

/** Whether a card names anybody or tells how to reach them. Its depth is bounded where it was read. */
function hasContent(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasContent);
  return isObject(value) ? Object.entries(value).some(([name, part]) => name !== "type" && hasContent(part)) : isText(value);
}
