import type { IncomingMessage } from "../types.ts";
import { foldedWords } from "../values/normal-text.ts";
import { type Trigger, TRIGGER_TYPES, type TriggerEntry } from "../trigger-types.ts";

/**
 * Which triggers take a message, in their order: by priority, then by type (what names more comes first), then by the age of the flow,
 * then by the trigger's id. The order is total, so every process and every replay decides the same.
 */

/** A message as triggers see it. */
export interface Heard {
  message: IncomingMessage;
  /** The first that the contact ever wrote. */
  isFirst: boolean;
  /** Meta's id of the number that it came to. */
  channel: string;
  /** The flow whose triggers alone count; absent: those of all. */
  onlyFlow?: number | undefined;
}

export interface TriggerMatch extends TriggerEntry {
  /** The word, ad or reply that it went by, as its author wrote it; null where none was asked for. */
  by: string | null;
}

/** Words of a trigger, found by their first one: flows may have thousands, and a message has few. */
interface Phrase {
  words: readonly string[];
  written: string;
  index: number;
}

export interface Triggers {
  /** In order. */
  entries: readonly TriggerEntry[];
  phrases: ReadonlyMap<string, readonly Phrase[]>;
  /** Positions in `entries` of those that react to something other than words. */
  others: readonly number[];
}

/** No message is read farther for its words. */
const MOST_CHARACTERS = 4_096;
/** How a missed call appears as a message; see lib/whatsapp/inbound/turn.ts. */
export const CALL_TYPE = "call_missed";
/** Meta's names of what is tapped: on a message of ours, and on a template of ours. */
const TAP_TYPE = "interactive";
export const TEMPLATE_TAP_TYPE = "button";

export const NO_TRIGGERS: Triggers = { entries: [], phrases: new Map(), others: [] };

export function compareTriggers(a: TriggerEntry, b: TriggerEntry): number {
  const byId = a.trigger.id < b.trigger.id ? -1 : a.trigger.id > b.trigger.id ? 1 : 0;
  return a.trigger.priority - b.trigger.priority || typeRank(a) - typeRank(b) || a.flowId - b.flowId || byId;
}

const typeRank = ({ trigger }: TriggerEntry): number => TRIGGER_TYPES.indexOf(trigger.type);

/** Puts all triggers in order, once, for any number of messages. */
export function compileTriggers(given: readonly TriggerEntry[]): Triggers {
  const entries = given.toSorted(compareTriggers);
  const phrases = new Map<string, Phrase[]>();
  const others: number[] = [];
  for (const [index, { trigger }] of entries.entries()) {
    if (trigger.type !== "words") {
      others.push(index);
      continue;
    }
    for (const written of trigger.words) {
      const words = foldedWords(written);
      const [first] = words;
      if (first !== undefined) phrases.set(first, [...(phrases.get(first) ?? []), { words, written, index }]);
    }
  }
  return { entries, phrases, others };
}

/** The triggers that take this message, in order. */
export function matchTriggers({ entries, phrases, others }: Triggers, heard: Heard): TriggerMatch[] {
  if (entries.length === 0) return [];
  const found = new Map<number, string | null>();
  const note = (index: number, by: string | null) => {
    const entry = entries[index];
    if (entry !== undefined && !found.has(index) && isMeant(entry, heard)) found.set(index, by);
  };
  for (const index of others) {
    const entry = entries[index];
    const by = entry === undefined ? undefined : reasonOf(entry.trigger, heard);
    if (by !== undefined) note(index, by);
  }
  for (const said of phrases.size === 0 || heard.message.type === CALL_TYPE ? [] : readingsOf(heard.message.text))
    for (const [at, word] of said.entries())
      for (const phrase of phrases.get(word) ?? []) {
        const trigger = entries[phrase.index]?.trigger;
        if (trigger?.type === "words" && stands(phrase.words, said, at, trigger.match)) note(phrase.index, phrase.written);
      }
  return [...found].sort(([a], [b]) => a - b).flatMap(([index, by]) => (entries[index] === undefined ? [] : { ...entries[index], by }));
}

/**
 * The first that interrupts an open conversation, of those that `may`. A tap is the answer to what was offered, and interrupts nothing.
 */
export function interrupting(
  matches: readonly TriggerMatch[],
  message: IncomingMessage,
  may: (match: TriggerMatch) => boolean = () => true,
): TriggerMatch | undefined {
  return message.type === TAP_TYPE ? undefined : matches.find((match) => match.trigger.on_open !== "ignore" && may(match));
}

/** Its words; and where there are emoji or other signs among them, once more without. */
function readingsOf(text: string): string[][] {
  const words = foldedWords(text.slice(0, MOST_CHARACTERS));
  const plain = words.filter((word) => /[\p{L}\p{N}]/u.test(word));
  return plain.length === words.length || plain.length === 0 ? [words] : [words, plain];
}

const isMeant = ({ flowId, trigger: { channels = [] } }: TriggerEntry, { channel, onlyFlow }: Heard): boolean =>
  (onlyFlow === undefined || onlyFlow === flowId) && (channels.length === 0 || channels.includes(channel));

/** Whether these words stand at this place of what was said, as they are to. */
function stands(words: readonly string[], said: readonly string[], at: number, match: "exact" | "first_word" | "contains"): boolean {
  if (match !== "contains" && at > 0) return false;
  if (match === "exact" && said.length !== words.length) return false;
  return words.every((word, index) => said[at + index] === word);
}

/** Why a trigger without words takes the message; undefined: it does not. */
function reasonOf(trigger: Trigger, { message, isFirst }: Heard): string | null | undefined {
  const isCall = message.type === CALL_TYPE;
  if (trigger.type === "missed_call") return isCall ? null : undefined;
  if (isCall) return undefined;
  switch (trigger.type) {
    case "any_message":
      return null;
    case "first_message":
      return isFirst ? null : undefined;
    case "referral": {
      const referral = message.data?.["referral"];
      if (typeof referral !== "object" || referral === null || Array.isArray(referral)) return undefined;
      return oneOf(trigger.source_ids, [referral["source_id"]], (text) => text.trim());
    }
    case "template_reply":
      if (message.type !== TEMPLATE_TAP_TYPE) return undefined;
      return oneOf(trigger.replies, [message.text, message.data?.["payload"]], (text) => foldedWords(text).join(" "));
    default:
      return undefined;
  }
}

/** The first wanted text that is one of these; null where any will do, undefined where none is. */
function oneOf(
  wanted: readonly string[] | undefined,
  given: readonly unknown[],
  normal: (text: string) => string,
): string | null | undefined {
  const asked = (wanted ?? []).filter((text) => normal(text) !== "");
  if (asked.length === 0) return null;
  const texts = given.flatMap((value) => (typeof value === "string" ? [normal(value)] : []));
  return asked.find((text) => texts.includes(normal(text)));
}
