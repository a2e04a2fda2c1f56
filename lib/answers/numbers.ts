import { readNumber as readWritten } from "../engine/values/numbers.ts";
import { fold } from "../engine/values/normal-text.ts";
import { digitsForWords } from "./number-words.ts";
import { type AnswerSettings, NONE, type Reading, readingOf } from "./reading.ts";

const MAX_SAID = 200;
/** A numeral and what makes it thousands, with no letter on either side ("12b" is no number). */
const NUMERAL =
  /(?<![\p{L}\p{N}.,/:-])(?<minus>- ?|menos |minus )?(?<digits>\d+(?:[.,]\d+)*)(?: ?(?<scale>mil|k|mi|milhao|milhoes|bi|bilhao|bilhoes))?(?![\p{L}\p{N}]|[/:]\p{N})/gu;
const THOUSANDS: Readonly<Record<string, number>> = {
  mil: 1e3,
  k: 1e3,
  mi: 1e6,
  milhao: 1e6,
  milhoes: 1e6,
  bi: 1e9,
  bilhao: 1e9,
  bilhoes: 1e9,
};
/** "70kg": a unit leans on its number; what is none ("12b") makes the number a name. */
const UNIT = /(?<=\d)(?=(?:kg|g|mg|km|cm|mm|m|l|ml|anos?|mes|meses|semanas?|dias?|pessoas?|unidades?|un|pcs?)(?!\p{L}|\p{N}))/gu;
/** Nobody knows how much more. */
const OPEN_END = /\d e (?:poucos?|poucas|tantos?|tantas|tal|la vai)(?!\p{L})/u;

/** "Não são 5" says what it is not; "não, 5" corrects what was understood. */
const NEGATED = /(?<!\p{L})(?:nao|nunca|nem|not|never)(?!\p{L})(?![,.!;:])/u;
/** "Dez graus negativos". */
const BELOW_ZERO =
  /(?<!- ?|menos |minus )(\d+(?:[.,]\d+)*)(?= ?(?:°|º)?c?(?: graus?)? (?:negativ[ao]s?|below zero|abaixo de zero)(?!\p{L}))/gu;
/** "Um terço" is no one. */
const FRACTION = /\d (?:tercos?|quartos?|quintos?|decimos?|third|thirds|fourths?|casal|casais)(?!\p{L})/u;
/** More digits than a number keeps would be others than those that were said. */
const MOST_DIGITS = 15;

interface Numeral {
  value: number;
  start: number;
  end: number;
}

/** "12,5", "1.234,56", "2 mil", "vinte e um", "uns 30 anos": one number, alone or within a sentence. Two joined by "ou" are asked back. */
export function readNumber(said: string, { language }: AnswerSettings): Reading<number> {
  const text = prepare(said);
  const found = text === null ? [] : numeralsIn(text, language);
  return text === null ? NONE : single(text, found);
}

export function readInteger(said: string, settings: AnswerSettings): Reading<number> {
  const reading = readNumber(said, settings);
  const values = reading.kind === "value" ? [reading.value] : reading.kind === "ambiguous" ? reading.values : [];
  return values.every(Number.isSafeInteger) ? reading : NONE;
}

const OTHER_CURRENCY =
  /us\$|u\$|(?!\$)\p{Sc}|\b(?:dolar|dolares|euros?|libras?|pesos?|ienes?|yuans?|francos?|guaranis?|bitcoins?|dollars?|pounds?|yens?|usd|eur|gbp|ars|clp|mxn|uyu|pyg|jpy|cny|chf|btc)\b/u;
const REAIS = /r?\$|\brs\b|\bbrl\b|(?<!\p{L})(?:reais|real|contos?|pilas?|mangos?|pratas?|dinheiros?)\b:?/gu;
const CENTS = /(?:(?<whole>\d[\d.]*) ?(?:reais|real)?,? ?(?:e|com) )?(?<cents>\d{1,2}) ?(?:centavos?|cents?)\b/;
/** "10 e 50", "10 reais e 50": the second are cents. */
const SPOKEN_CENTS = /^(?<whole>\d[\d.]*) ?(?:reais|real)? ?e (?<cents>\d{2})(?: (?:reais|real))?$/;

/** An amount in Brazilian reais, with at most two decimals: "R$ 1.234,56", "50 reais", "dez e cinquenta", "30 centavos". */
export function readMoney(said: string, { language }: AnswerSettings): Reading<number> {
  const text = prepare(said);
  if (text === null || OTHER_CURRENCY.test(text) || text.includes("%")) return NONE;
  const spoken = SPOKEN_CENTS.exec(text.replace(/^r\$ ?/, ""))?.groups ?? CENTS.exec(text)?.groups;
  if (spoken !== undefined) {
    const whole = Number((spoken["whole"] ?? "0").replaceAll(".", ""));
    return readingOf([Math.round(whole * 100 + Number(spoken["cents"])) / 100]);
  }
  const bare = text
    .replace(REAIS, " ")
    .replace(/,-(?!\d)/g, " ")
    .replace(/ +/g, " ")
    .trim();
  const found = numeralsIn(bare, language);
  const isMoney = ({ value }: Numeral) => value >= 0 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
  return found.every(isMoney) ? single(bare, found) : NONE;
}

/** Folded, number words as digits; null for what nobody writes to say a number. */
function prepare(said: string): string | null {
  if (said.length > MAX_SAID) return null;
  const folded = fold(said)
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/por ?cento/g, "%")
    .replace(/(?<!\p{L})mais ou menos(?!\p{L})/gu, " ")
    .replace(/meia duzia|half a dozen/g, "6")
    .replace(/(?<=(?<!\p{L})(?:duzias?|dozen)) (?:e meia|and a half)(?!\p{L})/gu, " e 6");
  const text = digitsForWords(folded, { countsOne: true }).replace(/(?<=\d)[.,!?;]+(?=\s|$)/g, "");
  return withHalves(text.replace(UNIT, " "))
    .replace(BELOW_ZERO, "-$1")
    .replace(/(?<=(?<!\d)\d{1,3}(?: \d{3})*) (?=\d{3}(?!\d))/g, "");
}

/** "2 e meio", "meio milhão", "1 milhão e meio", "3 vírgula 5". */
function withHalves(text: string): string {
  return text
    .replace(/(?<whole>\d+) (?:virgula|point) (?<part>\d+)/g, "$<whole>,$<part>")
    .replace(/(?<whole>\d{7,}|\d{4,6}|\d{1,3}) (?:(?:real|reais) )?(?:e mei[ao]|and a half)(?!\p{L})/gu, (_, whole: string) => {
      const unit = /0{9}$/.test(whole) ? 1e9 : /0{6}$/.test(whole) ? 1e6 : /^\d+0{3}$/.test(whole) ? 1e3 : 1;
      return String(Number(whole) + unit / 2).replace(".", ",");
    })
    .replace(/(?:meio|half a) 1000(?<more>000)?(?!\d)/g, "500$<more>");
}

function numeralsIn(text: string, language: string): Numeral[] {
  return [...text.matchAll(NUMERAL)].flatMap((match) => {
    const { minus, digits = "", scale = "" } = match.groups ?? {};
    const value = readNumeral(digits, language);
    if (value === null || digits.replace(/^[0.,]+|[.,]/g, "").length > MOST_DIGITS) return [];
    const scaled = Number((value * (THOUSANDS[scale] ?? 1)).toPrecision(15));
    return [{ value: minus === undefined ? scaled : -scaled, start: match.index, end: match.index + match[0].length }];
  });
}

/** The only number, or the two of "2 ou 3"; none where other digits stand beside it. */
function single(text: string, found: readonly Numeral[]): Reading<number> {
  const rest = found.reduceRight((left, { start, end }) => `${left.slice(0, start)}#${left.slice(end)}`, text);
  const isAlternative = found.length === 2 && /# ?(?:[\p{L}$]+ )?(?:ou|or) (?:[\p{L}$]+ )?#/u.test(rest);
  // "R$ 5,00 (cinco reais)", as cheques have it.
  const isTwice = found.length === 2 && found[0]?.value === found[1]?.value && /# ?(?:[\p{L}$]+ ?)?\( ?#/u.test(rest);
  if (
    /\p{N}/u.test(rest) ||
    [OPEN_END, NEGATED, FRACTION].some((kind) => kind.test(text)) ||
    !(found.length === 1 || isAlternative || isTwice)
  )
    return NONE;
  return readingOf(found.map(({ value }) => value));
}

/** One numeral as the language writes it; zeros in front count for nothing, as an amount is asked for and no code. */
export const readNumeral = (digits: string, language: string): number | null => readWritten(digits.replace(/^0+(?=\d)/, ""), language);
