import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { finite, number, text, whole } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { roundTo } from "./ordering.ts";

/** Liquid's: what is no number counts as 0. */
const calculate = (signature: string, run: (a: number, b: number) => number): Callable =>
  callable(signature, ([value, other], env) => finite(run(number(value, env) ?? 0, number(other, env) ?? 0)));

/** Digits in a base, `0x1f` too; null when they are none. */
function inBase(value: Json | undefined, base: number, env: Environment): number | null {
  const digits = text(value, env)
    .trim()
    .replace(/^([+-]?)0[xob]/i, "$1");
  const read = /^[+-]?[0-9a-z]{1,50}$/i.test(digits) && base >= 2 && base <= 36 ? Number.parseInt(digits, base) : Number.NaN;
  return Number.isFinite(read) && Math.abs(read).toString(base) === digits.toLowerCase().replace(/^[+-]?0*(?=.)/, "") ? read : null;
}

/** A text's whole number: also of a code such as "007", which is no number otherwise. */
export function toInt(value: Json | undefined, env: Environment): number | null {
  const found = number(value, env);
  if (found !== null) return Math.trunc(found) + 0;
  const code = typeof value === "string" ? /^\s*([+-]?)0+(\d{1,30})(?:\.\d*)?\s*$/.exec(value) : null;
  return code ? Number(`${code[1]}${code[2]}`) + 0 : null;
}

export function toFloat(value: Json | undefined, env: Environment): number | null {
  return (
    number(value, env) ??
    (typeof value === "string" && /^\s*[+-]?0\d[\d.]{0,30}\s*$/.test(value) && Number.isFinite(Number(value)) ? Number(value) : null)
  );
}

/** Within the places that a number has. */
export const places = (value: Json | undefined, env: Environment): number => Math.max(-15, Math.min(15, whole(value, 0, env)));

function round(value: number, digits: number, method: string): number {
  if (method === "common") return roundTo(value, digits);
  if (method !== "ceil" && method !== "floor") throw new LimitError("type", problem("round_how", { method: method.slice(0, 40) }));
  const scaled = Number(`${value}e${digits}`);
  const moved = Number.isFinite(scaled) ? scaled : value * 10 ** digits;
  return finite((method === "ceil" ? Math.ceil(moved) : Math.floor(moved)) / 10 ** digits);
}

/** Filters of numbers, of Jinja and of Liquid. */
export const NUMBER_FILTERS: readonly [string, Callable][] = [
  [
    "int",
    callable("value default? base?", ([value, otherwise = 0, base], env) => {
      const wanted = whole(base, 10, env);
      return (wanted === 10 ? toInt(value, env) : inBase(value, wanted, env)) ?? otherwise;
    }),
  ],
  ["float", callable("value default?", ([value, otherwise = 0], env) => toFloat(value, env) ?? otherwise)],
  [
    "round",
    callable("value precision? method?", ([value, digits, method = "common"], env) =>
      round(number(value, env) ?? 0, places(digits, env), text(method, env)),
    ),
  ],
  ["abs", calculate("value", Math.abs)],
  ["ceil", calculate("value", Math.ceil)],
  ["floor", calculate("value", Math.floor)],
  ["plus", calculate("value other", (a, b) => a + b)],
  ["minus", calculate("value other", (a, b) => a - b)],
  ["times", calculate("value other", (a, b) => a * b)],
  ["divided_by", calculate("value other", (a, b) => a / b)],
  ["modulo", calculate("value other", (a, b) => a % b)],
  ["at_least", calculate("value other", Math.max)],
  ["at_most", calculate("value other", Math.min)],
];
