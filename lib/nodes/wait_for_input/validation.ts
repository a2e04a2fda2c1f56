import { readDate, readDateTime, readTime } from "../../answers/moments.ts";
import { readNumeral } from "../../answers/numbers.ts";
import { evaluate, isTruthy } from "../../engine/condition.ts";
import { inField } from "../../engine/render-field.ts";
import type { Context, FlowLanguage, FlowLocale, Json } from "../../engine/types.ts";
import { DEFAULT_LANGUAGE, Environment } from "../../engine/values/environment.ts";
import { compareMoments } from "../../engine/values/moments.ts";
import { compilePattern } from "../../engine/values/pattern.ts";
import type { WaitConfig } from "./config.ts";

type Validation = WaitConfig["validation"];

/** Characters of an answer times steps of a pattern: about a tenth of a second. */
const MOST_MATCHING = 1_000_000;

/** How much comparing two moments may do. */
const WORK = 10_000;

/**
 * Whether a typed answer is within the bounds of its author. Lengths are of the text or the list, in characters as people count them.
 * @throws FieldError for a condition that fails
 */
export function isValid(value: Json, validation: Validation, context: Context, locale: FlowLocale): boolean {
  return (
    isWithin(value, validation, locale) &&
    hasLength(value, validation) &&
    matches(value, validation.pattern) &&
    fulfils(value, validation.condition, context, locale)
  );
}

function isWithin(value: Json, { min, max }: Validation, locale: FlowLocale): boolean {
  const compare = (bound: string): number | null =>
    typeof value === "number" ? differenceOf(value, bound, locale) : momentDifferenceOf(value, bound, locale);
  const [low, high] = [bounded(min, compare), bounded(max, compare)];
  return (low === undefined || (low !== null && low >= 0)) && (high === undefined || (high !== null && high <= 0));
}

/** Undefined where there is no bound, null where the value cannot be compared with it. */
const bounded = (bound: string | undefined, compare: (bound: string) => number | null) =>
  bound === undefined || bound.trim() === "" ? undefined : compare(bound.trim());

/** A bound is written as in the flow's language, which is how answers are read ("1.000" is a thousand in Portuguese), or as in code. */
export function limitOf(bound: string, language: string): number | null {
  const [, minus, digits = bound] = /^(-?)(\d[\d.,]*)$/.exec(bound.trim()) ?? [];
  const limit = readNumeral(digits, language) ?? (Number.isFinite(Number(bound)) ? Number(bound) : null);
  return limit !== null && minus === "-" ? -Math.abs(limit) : limit;
}

function differenceOf(value: number, bound: string, { language = DEFAULT_LANGUAGE }: FlowLocale): number | null {
  const limit = limitOf(bound, language);
  return limit === null ? null : value - limit;
}

/** A bound is a moment as in code, or what an answer could say: "hoje", "05/12", "amanhã às 9h". */
function momentDifferenceOf(value: Json, bound: string, locale: FlowLocale): number | null {
  const env = new Environment(WORK, locale);
  const written = compareMoments(value, bound, env);
  if (written !== null || env.now === null) return written;
  const settings = { now: env.now, timeZone: env.timeZone, language: env.language, country: null };
  const reading = [readDateTime, readDate, readTime].map((read) => read(bound, settings)).find(({ kind }) => kind !== "none");
  if (reading === undefined || reading.kind === "none") return null;
  return compareMoments(value, reading.kind === "value" ? reading.value : reading.values[0], env);
}

/** Of each type that has an order, an answer as it may be. */
const SAMPLES: Readonly<Partial<Record<WaitConfig["expect"], Json>>> = {
  number: 1,
  integer: 1,
  money: 1,
  date: "2026-06-15",
  time: "12:00",
  datetime: "2026-06-15T12:00:00-03:00",
};

/** Whether a bound says anything of such answers, in a flow of whatever language; one that does not refuses them all. */
export function canBound(expect: WaitConfig["expect"], bound: string, languages: readonly FlowLanguage[]): boolean {
  const sample = SAMPLES[expect];
  if (expect === "any") return true;
  if (sample === undefined) return false;
  return languages.some((language) => {
    const locale = { language, timeZone: "America/Sao_Paulo", now: Date.UTC(2026, 5, 15, 15) };
    return (typeof sample === "number" ? differenceOf(sample, bound, locale) : momentDifferenceOf(sample, bound, locale)) !== null;
  });
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

function hasLength(value: Json, { min_length, max_length }: Validation): boolean {
  const isBound = typeof (min_length ?? max_length) === "number";
  if (!isBound || !(typeof value === "string" || Array.isArray(value))) return true;
  const length = typeof value === "string" ? [...segmenter.segment(value)].length : value.length;
  return length >= (min_length ?? 0) && length <= (max_length ?? Infinity);
}

function matches(value: Json, pattern: string | undefined): boolean {
  if (pattern === undefined || pattern.trim() === "") return true;
  if (typeof value === "object" && value !== null) return true;
  const compiled = compilePattern(pattern);
  if (compiled === null) return true;
  const text = String(value);
  // Its time grows with both, and others wait meanwhile. A text so long is no answer to a question that wants a form.
  return text.length * compiled.programSize() <= MOST_MATCHING && compiled.matches(text);
}

function fulfils(value: Json, condition: string | undefined, context: Context, locale: FlowLocale): boolean {
  if (condition === undefined || condition.trim() === "") return true;
  return inField("validation.condition", () => isTruthy(evaluate(condition, { ...context, value }, locale)));
}
