import { competes, type Trigger, type TriggerEntry } from "../trigger-types.ts";
import { foldedWords } from "../values/normal-text.ts";
import { compileTriggers, matchTriggers } from "./match.ts";

/** What two triggers have to do with each other, told to their authors; nothing here decides who gets a message. */

export interface Collision {
  mine: TriggerEntry;
  other: TriggerEntry;
  /** The words, ads or replies that both react to; empty where they react to none. */
  shared: string[];
}

/** Triggers of these and of other flows' that take the same at the same priority, so that only the age of their flows decides. */
export function collisions(mine: readonly TriggerEntry[], others: readonly TriggerEntry[]): Collision[] {
  // Indexed by what they react to: flows may have thousands of words together.
  const rivals = new Map<string, TriggerEntry[]>();
  for (const other of others) for (const key of keysOf(other.trigger)) rivals.set(key, [...(rivals.get(key) ?? []), other]);
  return mine.flatMap((each) =>
    [...new Set(keysOf(each.trigger).flatMap((key) => rivals.get(key) ?? []))].flatMap((other) => {
      const shared = each.flowId === other.flowId ? null : sharedBy(each.trigger, other.trigger);
      return shared === null ? [] : [{ mine: each, other, shared }];
    }),
  );
}

function keysOf(trigger: Trigger): string[] {
  const { type, priority } = trigger;
  return trigger.type === "words" ? trigger.words.map((word) => `${type} ${priority} ${normal(word)}`) : [`${type} ${priority}`];
}

/** What both react to; null where they have nothing in common. */
function sharedBy(a: Trigger, b: Trigger): string[] | null {
  if (a.type !== b.type || !competes(a.type) || !overlap(a.channels, b.channels)) return null;
  const [ours, theirs] = [textsOf(a), textsOf(b)];
  if (a.type === "words") {
    const wanted = new Set(theirs.map(normal));
    const shared = ours.filter((text) => normal(text) !== "" && wanted.has(normal(text)));
    return shared.length === 0 ? null : shared;
  }
  if (ours.length === 0 || theirs.length === 0) return [];
  const shared = ours.filter((text) => theirs.map(normal).includes(normal(text)));
  return shared.length === 0 ? null : shared;
}

const normal = (text: string): string => foldedWords(text).join(" ");

function textsOf(trigger: Trigger): string[] {
  const texts = trigger.type === "words" ? trigger.words : trigger.type === "referral" ? trigger.source_ids : undefined;
  return (trigger.type === "template_reply" ? trigger.replies : texts)?.filter((text) => text.trim() !== "") ?? [];
}

function overlap(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === 0 || b.length === 0 || a.some((channel) => b.includes(channel));
}

const BREADTH = { exact: 0, first_word: 1, contains: 2 } as const;

/** Whether whatever `later` would take is taken by `first`, which comes before it. */
export function covers(first: Trigger, later: Trigger): boolean {
  const [wide, narrow] = [first.channels ?? [], later.channels ?? []];
  if (wide.length > 0 && (narrow.length === 0 || narrow.some((channel) => !wide.includes(channel)))) return false;
  // One that interrupts is not reached by one that does not.
  if (first.on_open === "ignore" && later.on_open !== "ignore") return false;
  if (!competes(first.type) || !competes(later.type)) return false;
  if (first.type === "any_message") return later.type !== "missed_call";
  if (first.type !== later.type) return false;
  if (first.type === "words" && later.type === "words") {
    const words = later.words.filter((word) => normal(word) !== "");
    return BREADTH[first.match] >= BREADTH[later.match] && words.length > 0 && words.every((word) => takes(first, word));
  }
  const [all, some] = [textsOf(first).map(normal), textsOf(later).map(normal)];
  return all.length === 0 || (some.length > 0 && some.every((text) => all.includes(text)));
}

function takes(trigger: Trigger, text: string): boolean {
  const alone = compileTriggers([{ flowId: 0, flowVersionId: 0, trigger: { ...trigger, channels: [] } }]);
  return matchTriggers(alone, { message: { id: "", type: "text", text }, isFirst: false, channel: "" }).length > 0;
}
