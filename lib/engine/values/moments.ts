import type { Json } from "../types.ts";
import { wordsOf } from "./answer.ts";
import { dayNumber, type Moment, partsAt, readMoment } from "./dates.ts";
import type { Environment } from "./environment.ts";

/** How moments that people write are compared. */

/** "14:30", "14h", "14h30", "às 9h". */
const CLOCK = /^(?:(?:as|às|at)\s+)?(\d{1,2})(?::(\d{2})(?::\d{2})?|\s?h(?:oras|s)?|h(\d{2})(?:min)?)$/iu;
const AROUND = /^[^\p{L}\p{N}+-]+|[^\p{L}\p{N}]+$/gu;

const bare = (value: Json): Json => {
  const words = wordsOf(value);
  return typeof words === "string" && words.length <= 100 ? words.replace(AROUND, "") : words;
};

/** Minutes since midnight; null for what is no time of a day alone. */
export function readClock(value: Json): number | null {
  const text = bare(value);
  const found = typeof text === "string" ? CLOCK.exec(text) : null;
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? found[3] ?? 0)];
  return hour <= 23 && minute <= 59 ? hour * 60 + minute : null;
}

/**
 * Negative, zero or positive as one moment is before, at or after the other; null where one of them is none. Only the days count where
 * one is only a day, and only the clock where one is only a time.
 */
export function compareMoments(value: Json, other: Json, env: Environment): number | null {
  const [clock, otherClock] = [readClock(value), readClock(other)];
  if (clock !== null || otherClock !== null) {
    const [a, b] = [clock ?? clockOf(value, env), otherClock ?? clockOf(other, env)];
    return a === null || b === null ? null : a - b;
  }
  const [a, b] = [momentOf(value, env), momentOf(other, env)];
  if (a === null || b === null) return null;
  return a.isDay || b.isDay ? dayNumber(a.at, env) - dayNumber(b.at, env) : a.at - b.at;
}

function clockOf(value: Json, env: Environment): number | null {
  const moment = momentOf(value, env);
  if (moment === null || moment.isDay) return null;
  const { hour, minute } = partsAt(moment.at, env);
  return hour * 60 + minute;
}

function momentOf(value: Json, env: Environment): Moment | null {
  const text = bare(value);
  // Asking is no way to fail for want of a clock.
  return env.now === null && (text === "now" || text === "today") ? null : readMoment(text, env);
}
