import type { Json } from "../types.ts";
import { wordsOf } from "./answer.ts";

/** The one reader of numbers in texts: conditions, filters, formats and choices all ask it. */

const LONGEST = 100;
const CANONICAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
/** A code ("007"), as opposed to "0", "0.5" and "0,5". */
const LEADING_ZERO = /^[+-]?0\d/;
/** One separator before exactly three digits: thousands or decimals, by the language. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
/** Thousands in groups; what parts them is always the same. */
const GROUPED = /^([+-]?)(\d{1,3})([.,'’\u00a0\u2009\u202f ])(\d{3}(?:\3\d{3})*)(?:([.,])(\d+))?$/u;
const DECIMAL_COMMA = /^([+-]?\d*),(\d+)$/;

const CURRENCY = "(?:[A-Z]{0,3}\\p{Sc}|BRL|USD|EUR|GBP|ARS|MXN|reais|real|d[óo]lares|d[óo]lar|euros?|pesos?)";
const CURRENCY_BEFORE = new RegExp(`^([+-]?)\\s*${CURRENCY}\\s*(?=[\\d.,+-])`, "iu");
const CURRENCY_BEHIND = new RegExp(`(?<=\\d[.,]?)\\s*${CURRENCY}$`, "iu");
/** What stands round the number of a menu's entry: "2)", "(2)", "2.", "nº 2", "#2", "• 2", "2 -". */
const MARK_BEFORE = /^(?:[([{#•*·▪◦‣⁃>]|[-–—]\s+|n[º°.]\s*)\s*(?=\d)/iu;
const MARK_BEHIND = /(?<=\d)\s*[)\]}.:;,!ºª°–—-]+$/u;
const INVISIBLE = /[\p{Cf}\ufe0e\ufe0f\u20e3]/gu;
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;
const KEYCAP_TEN = /\u{1f51f}/gu;
const CIRCLED = /[①-⑳❶-❿➀-➉]/gu;
const COMMA_DECIMALS = /^(?:pt|es|fr|de|it|nl|pl|ru|uk|tr|id|vi|cs|sk|ro|bg|el|hr|sr|sl|hu|fi|sv|nb|nn|no|da|lt|lv|et|ca|gl|eu)\b/i;
/** Those of them that write thousands with a point in everyday life nevertheless write decimals with a point. */
const POINT_DECIMALS = /^(?:en|es-(?:MX|US|PR|DO|GT|HN|NI|PA|PE|SV))\b/i;

/** Whether decimals are written with a comma in this language. */
const hasDecimalComma = (language: string): boolean => COMMA_DECIMALS.test(language) && !POINT_DECIMALS.test(language);

/**
 * The number that a text is, read as people of this language write numbers; null when it is none, or when it is a code ("007").
 * Thousands and decimals, currency, the marks of a list, digits of every script, keycap emoji; `1.500` is 1500 in Portuguese and 1.5
 * in English.
 */
export function readNumber(text: string, language: string): number | null {
  if (text.length > LONGEST) return null;
  const trimmed = text.trim();
  if (CANONICAL.test(trimmed) && !AMBIGUOUS.test(trimmed)) return LEADING_ZERO.test(trimmed) ? null : finite(Number(trimmed));
  // Most texts are words, and end here.
  if (!/\p{Nd}|[①-➉]|\u{1f51f}/u.test(trimmed)) return null;
  return readWritten(bare(trimmed), language);
}

/** Without what people put round a number, and with our digits in the place of others. */
function bare(text: string): string {
  const plain = text
    .replace(KEYCAP_TEN, "10")
    .replace(CIRCLED, circledDigit)
    .replace(INVISIBLE, "")
    .replace(OTHER_DIGIT, digitOf)
    .replaceAll("\u2212", "-")
    .replaceAll("\u066b", ",")
    .replaceAll("\u066c", ".")
    .trim();
  return plain.replace(CURRENCY_BEFORE, "$1").replace(CURRENCY_BEHIND, "").replace(MARK_BEFORE, "").replace(MARK_BEHIND, "").trim();
}

function readWritten(text: string, language: string): number | null {
  if (LEADING_ZERO.test(text)) return null;
  if (AMBIGUOUS.test(text)) {
    const separatesThousands = text.includes(".") === hasDecimalComma(language);
    return Number(separatesThousands ? text.replace(/[.,]/, "") : text.replace(",", "."));
  }
  if (CANONICAL.test(text)) return finite(Number(text));
  const comma = DECIMAL_COMMA.exec(text);
  if (comma) return finite(Number(`${comma[1]}.${comma[2]}`));
  const grouped = GROUPED.exec(text);
  if (grouped === null) return null;
  const [, sign = "", head = "", separator = "", groups = "", point, decimals] = grouped;
  // "0.500" is no thousand, and a plain space alone parts telephone numbers too.
  if (head.startsWith("0") || point === separator || (separator === " " && groups.length === 3 && point === undefined)) return null;
  return finite(Number(`${sign}${head}${groups.replaceAll(separator, "")}.${decimals ?? "0"}`));
}

/** A digit of any script by its place in its block of ten. */
export function digitOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let zero = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((point - zero) % 10);
}

function circledDigit(sign: string): string {
  const point = sign.codePointAt(0) ?? 0;
  if (point >= 0x2780) return String(point - 0x2780 + 1);
  return String(point >= 0x2776 ? point - 0x2776 + 1 : point - 0x2460 + 1);
}

const finite = (number: number): number | null => (Number.isFinite(number) ? number : null);

/** The number that a value stands for: a number, true and false as 1 and 0, text that is a number; null otherwise. */
export function toNumber(given: Json, language: string): number | null {
  const value = wordsOf(given);
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" ? readNumber(value, language) : null;
}

const WHOLE = /^\s*([+-]?\d{16,})\s*$/;

/** A whole number whose digits a JavaScript number may not keep, from the text or the number that it stands in. */
export function wholeDigits(value: Json): bigint | null {
  // By the digits that it is written with, not by those that it stands for in binary.
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(String(value)) : null;
  const digits = typeof value === "string" && value.length <= LONGEST ? WHOLE.exec(value)?.[1] : undefined;
  return digits === undefined || LEADING_ZERO.test(digits) ? null : BigInt(digits);
}
