import type { Json } from "../types.ts";
import { wordsOf } from "../values/answer.ts";
import type { Environment } from "../values/environment.ts";
import { fold } from "../values/normal-text.ts";
import { readPosition } from "../values/position.ts";
import { equals, isRecord, isTruthy } from "../values/values.ts";
import { listOf, number, text } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { toInt } from "./number-filters.ts";

/** Comparisons in people's sense: without regard to case, accents, punctuation and the space around. */

/** The words of a text, folded, with one space between them and none around: "Não, OBRIGADO!" is " nao obrigado ". */
function foldedWords(value: Json | undefined, env: Environment): string {
  const words = fold(text(wordsOf(value ?? null), env))
    .split(/[^\p{L}\p{N}\p{M}\p{S}]+/u)
    .filter((word) => word !== "");
  return words.length === 0 ? " " : ` ${words.join(" ")} `;
}

const YES = new Set(
  (
    "s|sim|ss|sss|si|claro|claro que sim|com certeza|certeza|certo|isso|isso mesmo|exato|exatamente|correto|positivo|confirmo|confirmado|confirmar|" +
    "aceito|concordo|quero|quero sim|sim quero|eu quero|pode|pode ser|pode sim|ok|okay|okey|blz|beleza|aham|uhum|tudo bem|perfeito|otimo|bora|vamos|" +
    "y|ye|yes|yep|yeah|yup|sure|of course|right|correct|absolutely|definitely|confirm|i do|i agree|agreed|" +
    "por supuesto|vale|de acuerdo|👍|✅|✔|👌|🆗|☑|💯"
  ).split("|"),
);
const NO = new Set(
  (
    "n|nao|nn|nnn|nao quero|claro que nao|agora nao|ainda nao|hoje nao|de jeito nenhum|negativo|nunca|nem pensar|nada|jamais|nao mesmo|nao vou|nao posso|" +
    "nao aceito|nao concordo|cancelar|recuso|no|nope|nah|not now|never|not really|no way|of course not|i do not|i don t|👎|❌|✖|🚫|🙅"
  ).split("|"),
);
/** What people add out of politeness. */
const POLITE =
  / (?:por favor|pfv|pf|porfavor|por gentileza|please|pls|obrigad[oa]|obg|brigad[oa]|valeu|muito|mt|gracias|thanks|thank you|senhor|senhora|moc[oa]|amig[oa])(?= )/gu;

/** Whether a whole message is one of these answers: "Sim, por favor!", "siiiim", "sim sim". */
function isAnswer(value: Json | undefined, answers: ReadonlySet<string>, env: Environment): boolean {
  if (typeof value === "boolean") return value === answers.has("sim");
  const said = wordsOf(value ?? null);
  if (typeof said !== "string" || said.length > 200) return false;
  const plain = foldedWords(said, env)
    .replace(POLITE, "")
    .replace(/(\p{L})\1{2,}/gu, "$1")
    .trim();
  if (answers.has(plain)) return true;
  const [first = "", ...rest] = plain.split(" ");
  return rest.length > 0 && answers.has(first) && rest.every((word) => word === first);
}

/** Each of the items as whole words in the text. */
function containing(value: Json | undefined, items: Json | undefined, env: Environment, every: boolean): boolean {
  const words = foldedWords(value, env);
  const wanted = listOf(items, env)
    .map((item) => foldedWords(item, env))
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

function isPhone(value: Json | undefined, env: Environment): boolean {
  const given = text(value, env).trim();
  const digits = given.replace(/\D/g, "");
  return given.length <= 40 && PHONE.test(given) && digits.length >= 8 && digits.length <= 15;
}

/** Whether a choice is the one of this number, id or title. A choice is its id, its number, or both in an object. */
function isChoice(value: Json | undefined, wanted: Json | undefined, env: Environment): boolean {
  if (value === undefined || value === null || wanted === undefined || wanted === null) return false;
  if (isRecord(value))
    return [value["id"], value["title"], value["number"]].some((part) => part !== undefined && isChoice(part, wanted, env));
  const number = toInt(wanted, env);
  if (number !== null && readPosition(text(value, env)) === number) return true;
  return foldedWords(value, env) === foldedWords(wanted, env) && foldedWords(value, env) !== " ";
}

export function isEmpty(value: Json | undefined): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === "string" ? fold(value) === "" : typeof value === "object" && !isTruthy(value))
  );
}

/** Equal to people: by number, or by their words; texts without any word by how they look. */
function isSameText(value: Json | undefined, other: Json | undefined, env: Environment): boolean {
  const [a, b] = [foldedWords(value, env), foldedWords(other, env)];
  return a === b && (a !== " " || equals(text(value, env).trim(), text(other, env).trim(), env));
}

export const PEOPLES_FUNCTIONS: readonly [string, Callable][] = [
  ["answers_yes", question((value, env) => isAnswer(value, YES, env))],
  ["answers_no", question((value, env) => isAnswer(value, NO, env))],
  ["is_choice", callable("value choice", ([value, wanted], env) => isChoice(value, wanted, env))],
  ["contains_any", callable("value list", ([value, items], env) => containing(value, items, env, false))],
  ["contains_all", callable("value list", ([value, items], env) => containing(value, items, env, true))],
  ["contains_phrase", callable("value phrase", ([value, phrase], env) => containing(value, text(phrase, env), env, true))],
  [
    "begins_with",
    callable("value beginning", ([value, beginning], env) => {
      const start = foldedWords(beginning, env).trimEnd();
      return start !== "" && foldedWords(value, env).startsWith(start);
    }),
  ],
  ["same_text", callable("value other", ([value, other], env) => isSameText(value, other, env))],
  ["is_number", question((value, env) => typeof value !== "boolean" && number(value, env) !== null)],
  ["is_empty", question(isEmpty)],
  ["is_email", question((value, env) => EMAIL.test(text(value, env).trim()))],
  ["is_phone", question(isPhone)],
  [
    "between",
    callable("value from to", ([value, from, to], env) => {
      const [it, least, most] = [number(value, env), number(from, env), number(to, env)];
      return it !== null && least !== null && most !== null && it >= least && it <= most;
    }),
  ],
  ["fold", callable("value", ([value = null], env) => (value === null ? null : fold(text(value, env))))],
];
