/** Numbers spelled out, in Portuguese and English, turned into digits: "vinte e um" is "21", "2 mil e quinhentos" is "2500". */

type Place = "unit" | "teen" | "ten" | "hundred";

interface Word {
  value: number;
  place: Place;
}

const list = (place: Place, first: number, by: number, ...names: string[]): [string, Word][] =>
  names.flatMap((name, index) => name.split("|").map((one): [string, Word] => [one, { value: first + index * by, place }]));

/** Without accents, as `fold` leaves them. */
const WORDS: ReadonlyMap<string, Word> = new Map([
  ...list("unit", 1, 1, "um|uma|one", "dois|duas|two", "tres|three", "quatro|four", "cinco|five", "seis|six", "sete|seven"),
  ...list("unit", 8, 1, "oito|eight", "nove|nine"),
  ...list("teen", 10, 1, "dez|ten", "onze|eleven", "doze|twelve", "treze|thirteen", "catorze|quatorze|fourteen", "quinze|fifteen"),
  ...list("teen", 16, 1, "dezesseis|dezasseis|sixteen", "dezessete|dezassete|seventeen", "dezoito|eighteen", "dezenove|dezanove|nineteen"),
  ...list("ten", 20, 10, "vinte|twenty", "trinta|thirty", "quarenta|forty", "cinquenta|cincoenta|fifty", "sessenta|sixty"),
  ...list("ten", 70, 10, "setenta|seventy", "oitenta|eighty", "noventa|ninety"),
  ...list("hundred", 100, 100, "cem|cento", "duzentos|duzentas", "trezentos|trezentas", "quatrocentos|quatrocentas"),
  ...list("hundred", 500, 100, "quinhentos|quinhentas", "seiscentos|seiscentas", "setecentos|setecentas"),
  ...list("hundred", 800, 100, "oitocentos|oitocentas", "novecentos|novecentas"),
]);

const SCALES: ReadonlyMap<string, number> = new Map([
  ["mil", 1e3],
  ["thousand", 1e3],
  ["hundred", 100],
  ["duzia", 12],
  ["duzias", 12],
  ["dozen", 12],
  ["milhao", 1e6],
  ["milhoes", 1e6],
  ["million", 1e6],
  ["bilhao", 1e9],
  ["bilhoes", 1e9],
  ["billion", 1e9],
]);

/** What may come after what within three digits; "oito e quinze" are two numbers. */
const AFTER: Readonly<Record<Place, readonly Place[]>> = {
  hundred: ["ten", "teen", "unit"],
  ten: ["unit"],
  teen: [],
  unit: [],
};
const ZERO = new Set(["zero", "nenhum", "nenhuma", "none"]);
const AND = new Set(["e", "and"]);
const DECIMAL = /^\d+(?:,\d+|\.\d{1,2})?$/;
/** "um pouco" is no number. */
const VAGUE = /^(?:pouco|pouquinho|monte|tanto|bocado|few|little|lot)s?$/;
/** "um" alone is mostly an article; before these it counts something. */
const COUNTED = /^(?:hora|minuto|dia|semana|mes|ano|real|reais|e|da|do|hour|minute|day|week|month|year)s?$/;

/** Replaces the number words of a folded text. `countsOne`: whether "um" and "uma" are the number 1 wherever they stand. */
export function digitsForWords(folded: string, { countsOne }: { countsOne: boolean }): string {
  const tokens = folded.match(/[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*|\s+|[^\s\p{L}\p{N}]/gu) ?? [];
  const out: string[] = [];
  for (let index = 0; index < tokens.length;) {
    const read = readRun(tokens, index, countsOne);
    if (read === null) {
      out.push(tokens[index] ?? "");
      index++;
    } else {
      out.push(String(read.value));
      index = read.next;
    }
  }
  return out.join("");
}

const isSpace = (token: string | undefined) => token === undefined || /^\s+$/.test(token);

/** The index of the next word, over spaces and hyphens. */
function wordAfter(tokens: readonly string[], index: number): number {
  let next = index;
  while (next < tokens.length && (isSpace(tokens[next]) || tokens[next] === "-")) next++;
  return next;
}

function readRun(tokens: readonly string[], start: number, countsOne: boolean): { value: number; next: number } | null {
  const first = tokens[start] ?? "";
  if (ZERO.has(first)) return { value: 0, next: start + 1 };
  if (!WORDS.has(first) && !SCALES.has(first) && !(DECIMAL.test(first) && SCALES.has(tokens[wordAfter(tokens, start + 1)] ?? "")))
    return null;
  let total = 0;
  let group: number | null = null;
  let place: Place | null = null;
  let scale = Infinity;
  let end = start;
  let hasWord = false;

  for (let index = start; index < tokens.length;) {
    const token = tokens[index] ?? "";
    const word = WORDS.get(token);
    const factor = SCALES.get(token);
    if (word !== undefined && (place === null ? group === null : AFTER[place].includes(word.place))) {
      group = (group ?? 0) + word.value;
      place = word.place;
    } else if (factor !== undefined && factor < scale) {
      total += (group ?? 1) * factor;
      [group, place, scale] = [null, null, factor];
    } else if (DECIMAL.test(token) && group === null && canBeDigits(tokens, index, scale)) {
      group = Number(token.replace(",", "."));
      place = "unit";
    } else break;
    hasWord ||= word !== undefined || factor !== undefined;
    end = index + 1;
    const next = wordAfter(tokens, end);
    index = AND.has(tokens[next] ?? "") ? wordAfter(tokens, next + 1) : next;
    // Nothing stands between them, as between "2" and "mil" of "2mil".
    if (index === end && !(DECIMAL.test(token) && SCALES.has(tokens[end] ?? ""))) break;
  }
  const value = total + (group ?? 0);
  const after = tokens[wordAfter(tokens, end)] ?? "";
  const isArticle = end === start + 1 && value === 1 && (countsOne ? VAGUE.test(after) : !COUNTED.test(after));
  return !hasWord || isArticle ? null : { value, next: end };
}

/** Digits belong to the run before a scale ("2 mil"), and after one where they are smaller ("2 mil e 500"). */
function canBeDigits(tokens: readonly string[], index: number, scale: number): boolean {
  const factor = SCALES.get(tokens[wordAfter(tokens, index + 1)] ?? "");
  return (factor !== undefined && factor < scale) || (scale <= 1e3 && Number(tokens[index]) < scale);
}
