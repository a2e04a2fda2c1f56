import { fold } from "#lib/engine/values/normal-text.ts";

/** From how many letters on a piece from inside a name counts: shorter ones are inside of everything. */
const INSIDE_FROM = 3;

/**
 * How well something is found by what was typed, from 1 (that is its name) to 0 (not at all), without regard to case and accents. Names
 * come before the words that it is also looked for by; what describes it is no part of it.
 */
export function matchRank(typed: string, name: string, keywords: readonly string[] = []): number {
  const wanted = fold(typed);
  if (wanted === "") return 1;
  const called = fold(name);
  if (called === wanted) return 1;
  if (called.startsWith(wanted)) return 0.9;
  const spaced = wordsOf(called);
  if (spaced.includes(` ${wanted}`)) return 0.8;
  const known = keywords.map((keyword) => ` ${fold(keyword)}`);
  if (known.includes(` ${wanted}`)) return 0.7;
  if (wanted.split(" ").every((word) => spaced.includes(` ${word}`))) return 0.6;
  if (known.some((keyword) => keyword.includes(` ${wanted}`))) return 0.5;
  return wanted.length >= INSIDE_FROM && called.includes(wanted) ? 0.2 : 0;
}

const wordsOf = (text: string): string => ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, " ")}`;
