import { z } from "zod";
import { type AnswerType, ANSWER_READERS } from "../../answers/registry.ts";
import {
  choice,
  contextKey,
  delaySeconds,
  exitId,
  flag,
  group,
  list,
  optionalNumber,
  refuseSameIds,
  text,
  word,
} from "../../engine/options.ts";

/** Media that an answer may be. */
export const MEDIA_KINDS = ["image", "audio", "document", "file"] as const;
export const EXPECTED = [
  "any",
  "text",
  ...(Object.keys(ANSWER_READERS) as AnswerType[]),
  "one_of",
  ...MEDIA_KINDS,
  "location",
  "contact",
  "form",
] as const satisfies readonly [string, ...string[]];
export type Expected = (typeof EXPECTED)[number];

export const MAX_REMINDERS = 5;
export const MAX_INVALID_MESSAGES = 10;
export const MAX_COLLECT_SECONDS = 300;
const DEFAULT_ATTEMPTS = 3;
export const MAX_ATTEMPTS = 20;
export const MAX_LENGTH = 65_536;
export const MAX_CHOICES = 100;

const length = () => optionalNumber({ min: 0, max: MAX_LENGTH, integer: true });

/** Options of every node that asks. */
export const askingOptions = () => ({
  context_key: contextKey(),
  /** How often the contact may try, the first answer included. */
  attempts: optionalNumber({ min: 1, max: MAX_ATTEMPTS, integer: true }).transform((attempts) => attempts ?? DEFAULT_ATTEMPTS),
  /** Templates: what is said to the first wrong answer, the second ...; the last one repeats. */
  invalid_messages: list(text(), MAX_INVALID_MESSAGES).transform((texts) =>
    texts.slice(0, texts.findLastIndex((one) => one.trim() !== "") + 1),
  ),
  /** From the entry on; 0: as long as it takes. */
  timeout_seconds: delaySeconds(),
  /** Counted from the entry. `message` is a template. */
  reminders: list(z.object({ after_seconds: delaySeconds(), message: text(), outside_window: flag(false) }), MAX_REMINDERS),
  hears_earlier: flag(false),
});
export type AskingConfig = z.infer<z.ZodObject<ReturnType<typeof askingOptions>>>;

export const waitConfig = z.object({
  /** A template, sent when the node is entered; blank where the question was asked before. */
  question: text(),
  expect: choice(EXPECTED),
  ...askingOptions(),
  /** What `one_of` takes; title is a template. */
  choices: list(z.object({ id: exitId([]), title: text(), words: list(text(), 50) }), MAX_CHOICES).check(refuseSameIds),
  /** ISO 3166, of a phone number that is said without its country. */
  default_country: word(),
  validation: group(
    z.object({
      /** Numbers, or for dates and times what a person would write; blank for no bound. */
      min: text(),
      max: text(),
      min_length: length(),
      max_length: length(),
      /** RE2's syntax; the whole answer has to match. */
      pattern: text(),
      /** A condition, in which `value` is the typed answer. */
      condition: text(),
    }),
  ),
  /** What comes within this pause is one answer. */
  collect_seconds: optionalNumber({ min: 0, max: MAX_COLLECT_SECONDS }).transform((seconds) => seconds ?? 0),
  /** A voice note is understood as what it says, where words are expected; also where the flow's setting says so. */
  transcribe_voice: flag(false),
});

export type WaitConfig = z.infer<typeof waitConfig>;

/** Whether an answer may be none of what is expected. */
export function canBeInvalid({ expect, validation }: WaitConfig): boolean {
  const { min, max, min_length, max_length, pattern, condition } = validation;
  const hasLength = [min_length, max_length].some((bound) => bound !== null && bound !== undefined);
  return expect !== "any" || hasLength || [min, max, pattern, condition].some((written) => (written ?? "").trim() !== "");
}

/** Neither words nor things of the phone: what may be said in a voice note. */
const NO_WORDS: ReadonlySet<Expected> = new Set(["any", ...MEDIA_KINDS, "location", "contact", "form"]);
export const expectsWords = ({ expect }: Pick<WaitConfig, "expect">): boolean => !NO_WORDS.has(expect);

/** Whether the card has the way out for a voice note that is not understood. Elsewhere one counts as an answer that will not do. */
const hasUnclear = (config: WaitConfig): boolean => config.transcribe_voice && expectsWords(config);

/** All ways out, in the order of the card. */
export function exitsOf(config: WaitConfig): string[] {
  return [
    "next",
    ...(canBeInvalid(config) ? ["invalid"] : []),
    ...(hasUnclear(config) ? ["unclear"] : []),
    ...(config.timeout_seconds > 0 ? ["timeout"] : []),
  ];
}

/** The templates of the options that every node has which asks, by their paths. */
export const askingTemplates = ({ invalid_messages, reminders }: AskingConfig): Record<string, string> => ({
  ...Object.fromEntries(invalid_messages.map((text, index) => [`invalid_messages.${index}`, text])),
  ...Object.fromEntries(reminders.map(({ message }, index) => [`reminders.${index}.message`, message])),
});

/** The context keys that an answer is kept under. */
export function keysOf(config: WaitConfig): string[] {
  const { context_key, expect } = config;
  if (context_key === null) return [];
  return [context_key, ...(expect === "any" ? [] : [`${context_key}_text`]), ...(hasUnclear(config) ? [`${context_key}_voice`] : [])];
}
