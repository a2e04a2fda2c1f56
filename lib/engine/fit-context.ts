import { CONTEXT_LIMIT, EARLIER_KEY, jsonSize } from "./context.ts";
import type { Context, Json } from "./types.ts";

/**
 * What an execution may carry is bounded, and a contact's long paste ends no conversation: beyond the limit something gives way, and
 * the talk goes on. In this order, until it fits, with room for what comes next:
 *
 * 1. histories of talks with a model (lists of `{ role, content }`), the longest first, from their old end;
 * 2. what was said earlier, from its old end;
 * 3. the longest texts, at their end, all to one length. Who the contact is stays whole.
 */
const LIMIT_OF_LISTS = CONTEXT_LIMIT - 8_192;
const LIMIT_OF_TEXTS = 0.75 * CONTEXT_LIMIT;
/** What is not made of long texts cannot be mended by cutting them. */
const SHORTEST_CUT = 500;
const KEPT_KEY = "contact";

export interface Fitted {
  context: Context;
  /** All that differs from the context before, in place of what was to be added. */
  changes: Context;
  gaveWay: boolean;
}

/** The context with what is added, in its bounds; null where nothing that may give way is enough. */
export function fitContext(before: Context, added: Context): Fitted | null {
  const whole = { ...before, ...added };
  const size = jsonSize(whole);
  if (size <= CONTEXT_LIMIT) return { context: whole, changes: added, gaveWay: false };
  const shorter = withoutOldEnds(whole, size - LIMIT_OF_LISTS);
  const rest = jsonSize(shorter);
  const context = rest <= CONTEXT_LIMIT ? shorter : cutTexts(shorter, rest - LIMIT_OF_TEXTS);
  if (context === null || jsonSize(context) > CONTEXT_LIMIT) return null;
  const changed = Object.entries(context).filter(([key, value]) => Object.hasOwn(added, key) || value !== before[key]);
  return { context, changes: Object.fromEntries(changed), gaveWay: true };
}

function withoutOldEnds(context: Context, excess: number): Context {
  const lists = Object.entries(context).flatMap(([key, value]) => (isTalk(value) ? [{ key, value, size: jsonSize(value) }] : []));
  // By name where they are of one size: in the database keys have another order.
  lists.sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1));
  const earlier = context[EARLIER_KEY];
  if (Array.isArray(earlier)) lists.push({ key: EARLIER_KEY, value: earlier, size: jsonSize(earlier) });
  const result = { ...context };
  let left = excess;
  for (const { key, value } of lists) {
    let first = 0;
    for (; first < value.length && left > 0; first++) left -= jsonSize(value[first] ?? null) + 1;
    if (first > 0) result[key] = value.slice(first);
  }
  return result;
}

function isTalk(value: Json): value is Json[] {
  return Array.isArray(value) && value.length > 0 && value.every(isChatMessage);
}

function isChatMessage(value: Json): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return typeof value["role"] === "string" && typeof value["content"] === "string";
}

/** The longest texts, cut to the greatest length at which the excess is gone. */
function cutTexts(context: Context, excess: number): Context | null {
  const { [KEPT_KEY]: _, ...others } = context;
  const lengths = textLengths(others).sort((a, b) => b - a);
  const most = lengthWithout(lengths, excess);
  if (most < SHORTEST_CUT) return null;
  const cut = (value: Json): Json => {
    if (typeof value === "string") return value.length > most ? whole(value.slice(0, most)) : value;
    if (typeof value !== "object" || value === null || !textLengths(value).some((length) => length > most)) return value;
    if (Array.isArray(value)) return value.map(cut);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cut(item)]));
  };
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key, key === KEPT_KEY ? value : cut(value)]));
}

/** Lengths of the texts in it that may be cut. */
function textLengths(value: Json): number[] {
  if (typeof value === "string") return value.length > SHORTEST_CUT ? [value.length] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textLengths);
}

/** To this length the first texts of a list, longest first, are cut so that together they are shorter by the excess. */
function lengthWithout(lengths: readonly number[], excess: number): number {
  let sum = 0;
  for (const [index, length] of lengths.entries()) {
    sum += length;
    const most = Math.floor((sum - excess) / (index + 1));
    if (most >= (lengths[index + 1] ?? 0)) return most;
  }
  return 0;
}

/** Without half a character at its end. */
const whole = (text: string): string => text.replace(/[\uD800-\uDBFF]$/, "");
