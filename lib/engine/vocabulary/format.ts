import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { isRecord, toJsonText, toText } from "../values/values.ts";
import { finite, number, width as charged } from "./arguments.ts";

/** Python's mini-language of formats, for `{x:>8,.2f}`, `"{:.2f}".format(x)`, `"%.2f" % x` and `|format` alike. */
interface Spec {
  fill: string;
  align: "<" | ">" | "^" | "=" | "";
  sign: "+" | "-" | " ";
  alternate: boolean;
  width: number;
  grouping: "," | "_" | "";
  precision: number | null;
  type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([+\- ])?(#)?(0)?(\d{1,9})?([,_])?(?:\.(\d{1,9}))?([bcdeEfFgGnosxX%])?$/su;
const NUMERIC = "bcdeEfFgGnoxX%";
/** Of these kinds only whole numbers can be written. */
const WHOLE_ONLY = "bcdoxX";
const isCharacter = (code: number): boolean => code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
const MOST_DIGITS = 100;

/** A format as it is written behind the colon; null for words that are none. */
export function parseSpec(source: string): Spec | null {
  const found = SPEC.exec(source);
  if (found === null) return null;
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = found;
  return {
    fill: fill ?? (zero === undefined ? " " : "0"),
    align: (align ?? (zero === undefined ? "" : "=")) as Spec["align"],
    sign: (sign ?? "-") as Spec["sign"],
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: (grouping ?? "") as Spec["grouping"],
    precision: precision === undefined ? null : Number(precision),
    type: type ?? "",
  };
}

/** A value as its format writes it. What is missing is nothing, as wide as it was to be. `written`: the format, for the error. */
function formatValue(value: Json, spec: Spec, written: string, env: Environment): string {
  charged(spec.width, 0, env);
  if (spec.precision !== null) charged(spec.precision, 0, env);
  const asNumber = NUMERIC.includes(spec.type) && spec.type !== "" ? number(value, env) : null;
  const isNumber = spec.type === "" && typeof value === "number";
  if (value === null) return padded("", { ...spec, align: spec.align === "=" ? ">" : spec.align }, "<", "");
  if (spec.type === "" && !isNumber && (spec.grouping !== "" || spec.sign !== "-" || spec.align === "=")) {
    const read = number(value, env);
    if (read === null) throw misfit(value, written, env);
    return formatNumber(read, spec);
  }
  const isWritable = asNumber !== null && (spec.type !== "c" || isCharacter(asNumber));
  if (isWritable && !(WHOLE_ONLY.includes(spec.type) && !Number.isInteger(asNumber))) return formatNumber(asNumber, spec);
  if (isNumber && spec.type !== "c") return formatNumber(value, spec);
  if (spec.type !== "" && spec.type !== "s") throw misfit(value, written, env);
  const text = Array.from(toText(value, env));
  return padded((spec.precision === null ? text : text.slice(0, spec.precision)).join(""), spec, "<", "");
}

function misfit(value: Json, format: string, env: Environment): LimitError {
  return new LimitError("type", problem("format_misfit", { format: format.slice(0, 40), value: toText(value, env).slice(0, 40) }));
}

function formatNumber(value: number, spec: Spec): string {
  const isNegative = value < 0;
  const sign = isNegative ? "-" : spec.sign === "-" ? "" : spec.sign;
  const { prefix, digits } = digitsOf(spec.type === "c" ? value : Math.abs(value), spec);
  const head = sign + (spec.alternate ? prefix : "");
  if (spec.align === "=" && spec.fill === "0" && spec.grouping !== "") return head + zeroGrouped(digits, spec, head.length);
  return padded(spec.grouping === "" ? digits : grouped(digits, spec), spec, ">", head);
}

const BASES: Record<string, { base: number; prefix: string }> = {
  b: { base: 2, prefix: "0b" },
  o: { base: 8, prefix: "0o" },
  x: { base: 16, prefix: "0x" },
  X: { base: 16, prefix: "0X" },
};

function digitsOf(value: number, { type, precision }: Spec): { prefix: string; digits: string } {
  const base = BASES[type];
  if (base) {
    const digits = Math.trunc(value).toString(base.base);
    return { prefix: base.prefix, digits: type === "X" ? digits.toUpperCase() : digits };
  }
  const places = Math.min(precision ?? 6, MOST_DIGITS);
  switch (type) {
    case "d":
      return { prefix: "", digits: plainDigits(Math.trunc(value), 0) };
    case "c":
      return { prefix: "", digits: String.fromCodePoint(Math.trunc(value)) };
    case "e":
    case "E":
      return { prefix: "", digits: exponent(value, places, type) };
    case "f":
    case "F":
      return { prefix: "", digits: plainDigits(value, places) };
    case "%":
      return { prefix: "", digits: `${plainDigits(finite(value * 100), places)}%` };
    case "g":
    case "G":
    case "n":
      if (type === "n" && Number.isInteger(value)) return { prefix: "", digits: plainDigits(value, 0) };
      return { prefix: "", digits: general(value, precision === 0 ? 1 : places, type === "G" ? "E" : "e") };
    default:
      return { prefix: "", digits: precision === null ? plainNumber(value) : general(value, Math.max(1, places), "e") };
  }
}

/** Digits without an exponent, which JavaScript writes from 10^21 on. */
function plainDigits(value: number, places: number): string {
  if (value < 1e21) return value.toFixed(places);
  return BigInt(value).toString() + (places > 0 ? `.${"0".repeat(places)}` : "");
}

const plainNumber = (value: number): string => (Number.isInteger(value) ? plainDigits(value, 0) : String(value));

/** At least two digits behind the e. */
function exponent(value: number, places: number, letter: string): string {
  const [mantissa = "", power = "0"] = value.toExponential(Math.min(places, 100)).split("e");
  const digits = power.replace(/^[+-]/, "");
  return `${mantissa}${letter}${power.startsWith("-") ? "-" : "+"}${digits.padStart(2, "0")}`;
}

function general(value: number, precision: number, letter: string): string {
  if (value === 0) return "0";
  const significant = Math.min(precision, 100);
  const power = Number(value.toExponential(significant - 1).split("e")[1]);
  if (power < -4 || power >= significant) {
    const [mantissa = "", tail = ""] = exponent(value, significant - 1, letter).split(letter);
    return `${trimmed(mantissa)}${letter}${tail}`;
  }
  return trimmed(plainDigits(value, Math.max(0, significant - 1 - power)));
}

const trimmed = (digits: string): string => (digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits);

function grouped(digits: string, { grouping, type }: Spec): string {
  const size = type in BASES ? 4 : 3;
  const [whole = "", ...rest] = digits.split(/(?=[.e%])/);
  return whole.replace(new RegExp(`\\B(?=(?:[0-9a-fA-F]{${size}})+$)`, "g"), grouping) + rest.join("");
}

/** Zeros are grouped with the digits: `{:09,}` of 1234 is "0,001,234". */
function zeroGrouped(digits: string, spec: Spec, taken: number): string {
  let plain = digits;
  for (let result = grouped(plain, spec); ; result = grouped(plain, spec)) {
    if (result.length + taken >= spec.width) return result;
    plain = `0${plain}`;
  }
}

/** Filled up to its width in code points; `head`, a sign or a prefix, stays before zeros. */
function padded(text: string, { fill, align, width }: Spec, usual: "<" | ">", head: string): string {
  const missing = width - Array.from(text).length - head.length;
  if (missing <= 0) return head + text;
  const side = align === "" ? usual : align;
  if (side === "=") return head + fill.repeat(missing) + text;
  if (side === "<") return head + text + fill.repeat(missing);
  if (side === ">") return fill.repeat(missing) + head + text;
  const before = Math.floor(missing / 2);
  return fill.repeat(before) + head + text + fill.repeat(missing - before);
}

/** A value as Python writes it in code: texts in quotes. */
export function repr(value: Json, env: Environment): string {
  if (typeof value === "string") {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    env.spend(value.length);
    return quote + value.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`).replaceAll("\n", "\\n") + quote;
  }
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "object" ? toJsonText(value, env) : String(value);
}

const PERCENT = /%(?:\(([^()%]{1,200})\))?([-+ #0]{0,10})(\*|\d{1,9})?(?:\.(\*|\d{0,9}))?[hlL]?([diouxXeEfFgGcrsa%])/gsu;

/** Python's `"%s has %d" % (name, n)`. Throws a `LimitError` where values and marks do not fit. */
export function formatPercent(pattern: string, values: Json, env: Environment): string {
  env.spend(pattern.length);
  const list = Array.isArray(values) ? values : [values];
  let next = 0;
  const take = (): Json => {
    if (next >= list.length) throw new LimitError("type", problem("format_values_missing", { format: pattern.slice(0, 40) }));
    return list[next++] ?? null;
  };
  const result = pattern.replace(PERCENT, (written: string, key?: string, flags = "", wide?: string, precise?: string, type = "s") => {
    if (type === "%") return "%";
    const width = wide === "*" ? (number(take(), env) ?? 0) : Number(wide ?? 0);
    const precision = precise === "*" ? (number(take(), env) ?? 0) : precise === undefined ? null : Number(precise || 0);
    const value = key === undefined ? take() : isRecord(values) && Object.hasOwn(values, key) ? (values[key] ?? null) : null;
    const letter = type === "i" || type === "u" ? "d" : type;
    const isText = letter === "s" || letter === "r" || letter === "a" || (letter === "c" && typeof value === "string");
    const align = flags.includes("-") ? "<" : flags.includes("0") && !isText ? "=" : ">";
    const spec: Spec = {
      fill: align === "=" ? "0" : " ",
      align,
      sign: flags.includes("+") ? "+" : flags.includes(" ") ? " " : "-",
      alternate: flags.includes("#"),
      width: Math.abs(width),
      grouping: "",
      precision,
      type: isText ? "s" : letter,
    };
    if (isText)
      return formatValue(letter === "r" || letter === "a" ? repr(value, env) : toText(value, env), { ...spec, sign: "-" }, written, env);
    const read = letter === "d" ? number(value, env) : null;
    return formatValue(read === null ? value : Math.trunc(read), spec, written, env);
  });
  if (next < list.length && !isRecord(values) && list.length > 0 && (Array.isArray(values) || next === 0))
    throw new LimitError("type", problem("format_values_left", { format: pattern.slice(0, 40) }));
  return result;
}

/** Python's `%` of a value that is not written as a tuple: a list is one value where the format has one mark for it. */
export function formatPercentOf(pattern: string, value: Json, env: Environment): string {
  env.spend(pattern.length);
  const marks = Array.from(pattern.matchAll(PERCENT)).filter(([written]) => !written.endsWith("%"));
  const isOne = Array.isArray(value) && value.length !== 1 && marks.length === 1 && !marks[0]?.[0].includes("*");
  return formatPercent(pattern, isOne ? [value] : value, env);
}

/** A spec may have fields of its own: `{:>{width}}`. */
const FIELD = /\{\{|\}\}|\{([^{}!:]{0,200})(?:!([rs]))?(?::((?:[^{}]|\{[^{}]{0,50}\}){0,200}))?\}/gu;
const FIELD_IN_SPEC = /\{([^{}]*)\}/g;

/** Python's `"{} has {n:.2f}".format(a, n=b)`. A field names a value and reaches into none. */
export function formatFields(pattern: string, values: readonly Json[], named: { readonly [name: string]: Json }, env: Environment): string {
  env.spend(pattern.length);
  let next = 0;
  const valueOf = (field: string): Json => {
    if (/[.[]/.test(field)) throw new LimitError("not_allowed", problem("format_reaches_in", { field }));
    const value =
      field === "" ? values[next++] : /^\d+$/.test(field) ? values[Number(field)] : Object.hasOwn(named, field) ? named[field] : undefined;
    if (value === undefined) throw new LimitError("type", problem("format_values_missing", { format: pattern.slice(0, 40) }));
    return value;
  };
  return pattern.replace(FIELD, (written: string, name = "", conversion?: string, spec = "") => {
    if (written === "{{") return "{";
    if (written === "}}") return "}";
    const value = valueOf(name);
    const filled = spec.replace(FIELD_IN_SPEC, (_field: string, inner: string) => toText(valueOf(inner), env));
    return formatWith(value, conversion, filled, written, env);
  });
}

/** One value by what stands behind its name: `!r`, `:.2f`, both or neither. */
export function formatWith(value: Json, conversion: string | undefined, spec: string, written: string, env: Environment): string {
  const converted = conversion === "r" ? repr(value, env) : conversion === "s" ? toText(value, env) : value;
  if (spec === "") return toText(converted, env);
  const parsed = parseSpec(spec);
  if (parsed === null) throw misfit(value, written, env);
  return formatValue(converted, parsed, written, env);
}
