import { coreOf, fold } from "./normal-text.ts";
import { digitOf } from "./numbers.ts";

/** "opção 2", "nº 2", "a 2", "number 2"; the number at the end, without punctuation around it. */
const LED_BY_WORD = /^(?:(?:a|o|la|el|the) )?(?:(?:opcao|opcion|option|numero|number|num|item|no|n)(?!\p{L})[.:°#]? ?#?)?(.+)$/u;
/** "2ª", "2o", "2nd", "2ª opção". */
const ORDINAL = /^(\p{Nd}{1,4})(?:\.?[ao°]|st|nd|rd|th)?(?: (?:opcao|opcion|option|item))?$/u;
const DIGITS = /^\p{Nd}{1,4}$/u;

/** The whole answer in Portuguese, English or Spanish. No ordinals: "segunda" is a Monday. */
const NUMBER_WORDS: ReadonlyMap<string, number> = new Map(
  [
    ["um", "uma", "one", "uno", "una"],
    ["dois", "duas", "two", "dos"],
    ["tres", "three"],
    ["quatro", "four", "cuatro"],
    ["cinco", "five"],
    ["seis", "six"],
    ["sete", "seven", "siete"],
    ["oito", "eight", "ocho"],
    ["nove", "nine", "nueve"],
    ["dez", "ten", "diez"],
  ].flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

/**
 * The place in a menu that somebody names: "2", "2.", "(2)", "02", "2️⃣", "２", "٢", "②", "2ª", "opção 2", "dois". Null when the text
 * says anything else besides, as "2 e 3", "2,5", "2/3" and "2 pessoas" do.
 */
export function readPosition(text: string): number | null {
  const core = coreOf(fold(text));
  const named = LED_BY_WORD.exec(core)?.[1] ?? core;
  const word = NUMBER_WORDS.get(coreOf(named));
  if (word !== undefined) return word;
  const digits = ORDINAL.exec(named)?.[1];
  return digits === undefined ? null : toNumber(digits);
}

/** The whole numbers that stand in a text, each once: of "2 pessoas, mesa 10" 2 and 10. Those of more than four digits count for none. */
export function numbersIn(normal: string): Set<number> {
  const runs = normal.match(/\p{Nd}+/gu) ?? [];
  return new Set(runs.filter((run) => DIGITS.test(run)).map(toNumber));
}

const toNumber = (digits: string): number => Number(Array.from(digits, digitOf).join(""));
