import type { Effect } from "./types.ts";

/** The longest text that WhatsApp takes as one message. */
export const MAX_JOINED = 4_096;

/** An effect with the visit that decided it. */
interface Decided {
  visitSeq: number;
  effect: Effect;
}

/**
 * The effects of one step, in which texts that would leave one right after the other are one, with a blank line between them: since each
 * message costs. It stands where the first of them stood. What is no message and wakes nobody (a field of the contact's) is no pause
 * between two texts; a message of another type is. `joins`: whether the flow of this visit wants that.
 */
export function joinMessages(effects: readonly Decided[], joins: (visitSeq: number) => boolean = () => true): Decided[] {
  const joined: Decided[] = [];
  /** Where the text stands that the next one may be added to. */
  let open = -1;
  for (const decided of effects) {
    const into = joined[open];
    const together = into && joins(into.visitSeq) && joins(decided.visitSeq) && join(into.effect, decided.effect);
    if (into && together) {
      joined[open] = { ...into, effect: together };
      continue;
    }
    joined.push(decided);
    if ("message" in decided.effect) open = decided.effect.message.type === "text" ? joined.length - 1 : -1;
    else if ("token" in decided.effect) open = -1;
  }
  return joined;
}

/** Null for two that stay apart. */
function join(before: Effect, after: Effect): Effect | null {
  if (!("message" in before && "message" in after) || before.message.type !== after.message.type) return null;
  if (before.wakes !== undefined || (after.quotes !== undefined && after.quotes !== before.quotes)) return null;
  if (!isSame(before.message.data, after.message.data)) return null;
  const text = `${before.message.text}\n\n${after.message.text}`;
  if (text.length > MAX_JOINED) return null;
  return { ...before, message: { ...before.message, text }, ...(after.wakes !== undefined && { wakes: after.wakes }) };
}

/** An option that is not there is one that is off. */
function isSame(a: { [option: string]: unknown }, b: { [option: string]: unknown }): boolean {
  const keys = [...Object.keys(a), ...Object.keys(b)];
  return keys.every((key) => JSON.stringify(a[key] ?? false) === JSON.stringify(b[key] ?? false));
}
