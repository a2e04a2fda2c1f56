import type { Json } from "../../engine/types.ts";
import type { OfferedChoice } from "./choice.ts";
import { coreOf, fold } from "../../engine/values/normal-text.ts";
import { numbersIn, readPosition } from "../../engine/values/position.ts";
import { joinWords, nearness, prepareTyped } from "./slip.ts";
import { parseTapId, type TapTarget } from "../../engine/values/tap-id.ts";

/**
 * Which choice a message means. The first rule with exactly one hit wins: tap, id, title, words, number, slip.
 *
 * A rule with several hits does not guess. The rules after it may still decide, but only among those hits: of two choices with one
 * title, the one to whose words the author added it. Where they name another choice, or again several, the answer is `ambiguous`.
 */

export type Rule = "tap" | "id" | "title" | "words" | "number" | "slip";

export type Match<Offered> =
  | { kind: "choice"; choice: Offered; rule: Rule }
  /** They want to see this page (from 0). */
  | { kind: "page"; page: number }
  /** A tap on a question of another visit. */
  | { kind: "stale" }
  | { kind: "none" }
  | { kind: "ambiguous" };

export interface SentMessage {
  type: string;
  text: string;
  data?: { readonly [key: string]: Json } | undefined;
}

export interface Offer<Offered extends OfferedChoice> {
  /** The visit's token, which is in the id of each button and row. */
  token: string;
  /** All of them, on whatever page. */
  choices: readonly Offered[];
  numbers: Numbers;
  more: More | null;
}

/** Number n stands for choices[from + n - 1], as long as that is before `to`. */
export interface Numbers {
  from: number;
  to: number;
  /** Whether the contact sees the numbers; otherwise they count the rows. */
  shown: boolean;
}

/** The row that leads to the next page. */
export interface More {
  title: string;
  number: number;
  page: number;
}

/** Nobody writes more than this to name a choice; what is longer is not compared. UTF-16 units. */
const MAX_TYPED = 1000;

/** Numbers up to this one, the rows of a list, are taken for places in a menu. */
const MOST_ROWS = 10;

export function matchChoice<Offered extends OfferedChoice>(message: SentMessage, offer: Offer<Offered>): Match<Offered> {
  const { type, text, data = {} } = message;
  const tapped = type === "interactive" ? data["id"] : type === "button" ? data["payload"] : undefined;
  if (typeof tapped === "string") {
    const found = matchTap(tapped, text, offer);
    if (found !== null) return found;
  }
  // A picture's caption or a place's name is not said in answer.
  const isWritten = type === "text" || type === "button" || typeof tapped === "string";
  return isWritten && text.length <= MAX_TYPED ? matchText(text, offer) : { kind: "none" };
}

/** Null where the id says nothing, so that the title of what was tapped is all there is. */
function matchTap<Offered extends OfferedChoice>(id: string, title: string, { token, choices }: Offer<Offered>): Match<Offered> | null {
  const parsed = parseTapId(id);
  if (parsed !== null && parsed.token !== token) return { kind: "stale" };
  const target: TapTarget = parsed?.target ?? { kind: "choice", id };
  if (target.kind === "page") return { kind: "page", page: target.page };
  const choice = target.kind === "choice" ? choices.find((one) => one.id === target.id) : choices[target.position - 1];
  // Another title at this position: the list in the context is another one by now.
  const isOther = target.kind === "position" && title !== "" && fold(title) !== fold(choice?.shown ?? "");
  return choice === undefined || isOther ? null : { kind: "choice", choice, rule: "tap" };
}

/** What a choice, or the row for more, can be called. All texts are normal forms. */
interface Names {
  id: string[];
  title: string[];
  words: string[];
}

type Hits = readonly number[];

/**
 * Whether a text is, as it stands, the id, title, word or number of something offered, be it of several: neither by a slip nor within a
 * sentence.
 */
export function namesChoice<Offered extends OfferedChoice>(text: string, { choices, numbers, more }: Offer<Offered>): boolean {
  const typed = text.length <= MAX_TYPED ? fold(text) : "";
  if (typed === "" || typed.length > MAX_TYPED) return false;
  const names = namesOfAll(choices, more);
  return [...sayingRules(typed, names), numberRule(text, names, { numbers, more })].some(({ hits }) => hits().length > 0);
}

/** `more` is the last candidate, behind all choices. */
const namesOfAll = (choices: readonly OfferedChoice[], more: More | null): Names[] => [
  ...choices.map(namesOf),
  ...(more === null ? [] : [{ id: [], title: [fold(more.title)], words: [] }]),
];

function matchText<Offered extends OfferedChoice>(text: string, { choices, numbers, more }: Offer<Offered>): Match<Offered> {
  const typed = fold(text);
  // Some single characters have long normal forms.
  if (typed === "" || typed.length > MAX_TYPED) return { kind: "none" };
  const names = namesOfAll(choices, more);

  let among: Hits | null = null;
  for (const { rule, hits } of rules(text, typed, names, { numbers, more })) {
    const found = hits();
    if (found.length === 0) continue;
    const open: Hits = among === null ? found : found.filter((index) => among?.includes(index));
    const [index] = open;
    if (open.length === 1 && index !== undefined) {
      const choice = choices[index];
      if (choice !== undefined) return { kind: "choice", choice, rule };
      return more === null ? { kind: "none" } : { kind: "page", page: more.page };
    }
    among = open;
  }
  return { kind: among === null ? "none" : "ambiguous" };
}

function namesOf({ id, title, shown, words, privateId = false }: OfferedChoice): Names {
  return { id: privateId ? [] : [fold(id)], title: [fold(title), fold(shown)], words: words.map(fold) };
}

/**
 * Id, title and words are compared twice: first with the punctuation and emoji around them, so that "C" and "C++" stay two, then without.
 * Only then come numbers, because "2." may be the title "2".
 */
function rules(text: string, typed: string, names: readonly Names[], offer: Pick<Offer<OfferedChoice>, "numbers" | "more">) {
  const core = coreOf(typed);
  return [
    ...sayingRules(typed, names),
    { rule: "words" as const, hits: () => sentenceHits(core, names) },
    numberRule(text, names, offer),
    { rule: "slip" as const, hits: () => joinedHits(core, names) },
    { rule: "slip" as const, hits: () => errorHits(core, names) },
  ];
}

function sayingRules(typed: string, names: readonly Names[]) {
  const core = coreOf(typed);
  const kinds = ["id", "title", "words"] as const;
  const exact = kinds.map((rule) => ({ rule, hits: () => indexesOf(names, (name) => name[rule].includes(typed)) }));
  const bare = kinds.map((rule) => ({
    rule,
    hits: () => indexesOf(names, (name) => name[rule].some((one) => one !== "" && coreOf(one) === core)),
  }));
  return [...exact, ...bare];
}

const numberRule = (text: string, names: readonly Names[], { numbers, more }: Pick<Offer<OfferedChoice>, "numbers" | "more">) => ({
  rule: "number" as const,
  hits: () => numberHits(readPosition(text), names, numbers, more),
});

function indexesOf<Item>(items: readonly Item[], isHit: (item: Item) => boolean): Hits {
  return items.flatMap((item, index) => (isHit(item) ? [index] : []));
}

/** In Portuguese, English and Spanish, without accents and apostrophes. Not "no", which is "in the" in Portuguese. */
const NEGATIONS = / (?:nao|nunca|jamais|nem|sem|not|never|without|dont|don t|tampoco|sin) /u;
/** Shorter words say too little in a sentence: "não sei" is no "não", "1 ou outro" no "1". */
const TELLING_WORD = /\p{L}{4}|\p{L} .*\p{L}/u;

/** Of those whose words stand in a sentence, and of any whose title does; none where there are only the latter. */
function sentenceHits(core: string, names: readonly Names[]): Hits {
  const sentence = spaced(core);
  const isNamed = (all: readonly string[]) => all.some((one) => isWithin(spaced(one), sentence));
  const isNamedByWord = names.some(({ words }) => isNamed(words));
  return isNamedByWord ? indexesOf(names, ({ title, words }) => isNamed([...title, ...words])) : [];
}

/** Whether nothing beside it says no: "não quero cancelar" is no "cancelar". Both are spaced. */
function isWithin(word: string, sentence: string): boolean {
  return TELLING_WORD.test(word) && sentence.includes(word) && !NEGATIONS.test(sentence.replace(word, " "));
}

/** Its words with one space before, between and after them. */
function spaced(normal: string): string {
  return ` ${normal.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim()} `;
}

/**
 * Where no numbers are shown, people count the rows, or mean a number that they read: of "Às 2h", "Às 3h" and "Às 4h" the second is
 * not what "2" means. So another choice that has the number in its title is a hit too, and a row with another such number is none.
 */
function numberHits(number: number | null, names: readonly Names[], { from, to, shown }: Numbers, more: More | null): Hits {
  if (number === null) return [];
  if (more?.number === number) return [names.length - 1];
  const counted = from + number - 1;
  const row = number >= 1 && counted < to ? [counted] : [];
  if (shown) return row;
  const inTitle = names.map(({ title }) => numbersIn(title[0] ?? ""));
  const readable = indexesOf(inTitle, (found) => found.has(number));
  const meansItself = (index: number) => {
    const found = [...(inTitle[index] ?? [])].filter((one) => one <= MOST_ROWS);
    return found.length === 0 || found.includes(number);
  };
  return row.every(meansItself) ? [...new Set([...row, ...readable])] : readable;
}

/** What a contact can know it by. */
function sayings({ title, words }: Names): string[] {
  return [...title, ...words].map(coreOf);
}

/** The same but for spaces and hyphens. */
function joinedHits(core: string, names: readonly Names[]): Hits {
  const joined = joinWords(core);
  if (joined === "") return [];
  return indexesOf(names, (name) => sayings(name).some((one) => joinWords(one) === joined));
}

/** Of those with one error, and of any that are as near; none where there are only the latter. */
function errorHits(core: string, names: readonly Names[]): Hits {
  const typed = prepareTyped(core);
  if (typed === null) return [];
  const found = names.map((name) => sayings(name).map((one) => nearness(typed, one)));
  return found.some((all) => all.includes("error")) ? indexesOf(found, (all) => all.some((one) => one !== "far")) : [];
}
