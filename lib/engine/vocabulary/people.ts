import type { Json } from "../types.ts";
import { wordsOf } from "../values/answer.ts";
import type { Environment } from "../values/environment.ts";
import { fold, foldedWords } from "../values/normal-text.ts";
import { readPosition } from "../values/position.ts";
import { parseTapId } from "../values/tap-id.ts";
import { compareMoments, readClock } from "../values/moments.ts";
import { equals, isRecord, isTruthy, plain } from "../values/values.ts";
import { answerIn } from "../values/yes-no.ts";
import { listOf, number, text } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";

/**
 * Comparisons in people's sense: without regard to case, accents, punctuation and the space around. What is missing is never equal to
 * anything.
 */

/** The words of a text, folded, with one space between them and around: "Não, OBRIGADO!" is " nao obrigado ". */
function spacedWords(value: Json | undefined, env: Environment): string {
  const words = foldedWords(text(wordsOf(value ?? null), env));
  return words.length === 0 ? " " : ` ${words.join(" ")} `;
}

/** Each of the items as whole words in the text. */
function containing(value: Json | undefined, items: Json | undefined, env: Environment, every: boolean): boolean {
  const words = spacedWords(value, env);
  const wanted = listOf(items, env)
    .map((item) => spacedWords(item, env))
    .filter((item) => item !== " ");
  const holds = (item: string) => {
    env.spend(words.length);
    return words.includes(item);
  };
  return every ? wanted.length > 0 && wanted.every(holds) : wanted.some(holds);
}

const question = (holds: (value: Json | undefined, env: Environment) => boolean): Callable =>
  callable("value", ([value], env) => holds(value, env));

const EMAIL = /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u;
const PHONE = /^\+?[\d\s().\-/\u00a0]+$/;
const AROUND = /^[\s<"'“‘]+|[\s>"'”’.,;:!?]+$/gu;

function isPhone(value: Json | undefined, env: Environment): boolean {
  const given = text(value, env).replace(AROUND, "");
  const digits = given.replace(/\D/g, "");
  return given.length <= 40 && PHONE.test(given) && digits.length >= 8 && digits.length <= 15;
}

/** Whether a choice is the one of this number, id or title, or one of several. A choice is its id, its number, or both in an object. */
function isChoice(value: Json | undefined, wanted: Json | undefined, env: Environment): boolean {
  if (value === undefined || value === null || wanted === undefined || wanted === null) return false;
  if (Array.isArray(wanted)) return wanted.some((each) => isChoice(value, plain(each), env));
  if (isRecord(value)) {
    const { id } = value;
    const tapped = typeof id === "string" ? parseTapId(id)?.target : undefined;
    const meant = tapped?.kind === "choice" ? tapped.id : tapped?.kind === "position" ? tapped.position : undefined;
    return [meant, id, value["title"], value["number"], value["text"]].some(
      (part) => typeof part !== "object" && isChoice(part, wanted, env),
    );
  }
  const number = readPosition(text(wanted, env));
  if (number !== null && readPosition(text(value, env)) === number) return true;
  return spacedWords(value, env) === spacedWords(wanted, env) && spacedWords(value, env) !== " ";
}

/** Missing, without a word or a sign, or holding nothing; of an answer its words count, so a picture without a caption is empty. */
export function isEmpty(value: Json | undefined): boolean {
  const held = wordsOf(value ?? null);
  return held === null || (typeof held === "string" ? fold(held) === "" : typeof held === "object" && !isTruthy(held));
}

/** Equal to people: by their words, texts without any word by how they look; to one of several. */
export function isSameText(value: Json | undefined, other: Json | undefined, env: Environment): boolean {
  if (value === undefined || value === null || other === undefined || other === null) return false;
  if (Array.isArray(other)) return other.some((each) => isSameText(value, plain(each), env));
  const [a, b] = [spacedWords(value, env), spacedWords(other, env)];
  return a === b && (a !== " " || equals(text(value, env).trim(), text(other, env).trim(), env));
}

/** Numbers, days, moments, or times of a day, where from 22:00 to 6:00 is a night; both ends are within. */
function isBetween([value = null, from = null, to = null]: readonly (Json | undefined)[], env: Environment): boolean {
  const [it, least, most] = [value, from, to].map((each) => number(each, env));
  if (it != null && least != null && most != null) return it >= least && it <= most;
  const [start, end] = [compareMoments(value, from, env), compareMoments(value, to, env)];
  if (start === null || end === null) return false;
  const isNight = readClock(from) !== null && readClock(to) !== null && (compareMoments(from, to, env) ?? 0) > 0;
  return isNight ? start >= 0 || end <= 0 : start >= 0 && end <= 0;
}

export const PEOPLES_FUNCTIONS: readonly [string, Callable][] = [
  ["answers_yes", question((value) => answerIn(value) === "yes")],
  ["answers_no", question((value) => answerIn(value) === "no")],
  ["is_choice", callable("value choice", ([value, wanted], env) => isChoice(value, wanted, env))],
  ["contains_any", callable("value list", ([value, items], env) => containing(value, items, env, false))],
  ["contains_all", callable("value list", ([value, items], env) => containing(value, items, env, true))],
  ["contains_phrase", callable("value phrase", ([value, phrase], env) => containing(value, text(phrase, env), env, true))],
  [
    "begins_with",
    callable("value beginning", ([value, beginning], env) => {
      const start = spacedWords(beginning, env).trimEnd();
      return start !== "" && spacedWords(value, env).startsWith(start);
    }),
  ],
  ["same_text", callable("value other", ([value, other], env) => isSameText(value, other, env))],
  ["is_number", question((value, env) => typeof value !== "boolean" && number(value, env) !== null)],
  ["is_empty", question(isEmpty)],
  ["is_email", question((value, env) => EMAIL.test(text(value, env).replace(AROUND, "")))],
  ["is_phone", question(isPhone)],
  ["between", callable("value from to", isBetween)],
  ["fold", callable("value", ([value = null], env) => (value === null ? null : fold(text(value, env))))],
];
