import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { contains, length, member, toNumber, toText, wordsOf } from "../values/values.ts";
import { LimitError, type Budget } from "../values/budget.ts";

export interface ConditionFunction {
  /** The fewest and the most arguments, the value before the dot included. */
  takes: readonly [number, number];
  run(values: readonly Json[], work: Budget): Json;
}

function scalarText(given: Json, work: Budget): string {
  const value = wordsOf(given);
  if (typeof value !== "object" || value === null) return toText(value, work);
  throw new LimitError("type", problem("list_for_text"));
}

const textFunction = (change: (text: string) => string): ConditionFunction => ({
  takes: [1, 1],
  run: ([value = null], work) => (value === null ? null : change(scalarText(value, work))),
});

const textQuestion = (holds: (text: string, part: string) => boolean): ConditionFunction => ({
  takes: [2, 2],
  run: ([value = null, part = null], work) => value !== null && part !== null && holds(scalarText(value, work), scalarText(part, work)),
});

const numberFunction = (change: (number: number) => number): ConditionFunction => ({
  takes: [1, 1],
  run: ([value = null]) => {
    const number = toNumber(value);
    return number === null ? null : change(number);
  },
});

/** Of the arguments, or of the one list; null when one of them is not a number, or there is none. */
const extreme = (isBetter: (a: number, b: number) => boolean): ConditionFunction => ({
  takes: [1, 100],
  run: (values, work) => {
    const candidates = values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
    let best: number | null = null;
    for (const candidate of candidates) {
      work.spend(1);
      const number = toNumber(candidate);
      if (number === null) return null;
      if (best === null || isBetter(number, best)) best = number;
    }
    return best;
  },
});

/** Halves go away from zero. */
function roundTo(number: number, digits: number): number {
  const [mantissa, exponent = "0"] = String(Math.abs(number)).split("e");
  const scaled = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  const [whole, power = "0"] = String(scaled).split("e");
  const rounded = Number(`${whole}e${Number(power) - digits}`);
  return Number.isFinite(rounded) ? Math.sign(number) * rounded : number;
}

const lower = textFunction((text) => text.toLowerCase());
const upper = textFunction((text) => text.toUpperCase());
const trim = textFunction((text) => text.trim());
const startsWith = textQuestion((text, part) => text.startsWith(part));
const endsWith = textQuestion((text, part) => text.endsWith(part));
const within: ConditionFunction = { takes: [2, 2], run: ([container = null, item = null], work) => contains(container, item, work) };

/** Called by name. A value that is missing gives null (false for questions), and so does one that is not a number where one is needed. */
export const FUNCTIONS: ReadonlyMap<string, ConditionFunction> = new Map([
  ["len", { takes: [1, 1], run: ([value = null], work) => length(value, work) }],
  ["lower", lower],
  ["upper", upper],
  ["trim", trim],
  ["strip", trim],
  ["contains", within],
  ["startswith", startsWith],
  ["endswith", endsWith],
  ["int", numberFunction(Math.trunc)],
  ["float", numberFunction((number) => number)],
  ["str", { takes: [1, 1], run: ([value = null], work) => toText(value, work) }],
  ["abs", numberFunction(Math.abs)],
  ["min", extreme((a, b) => a < b)],
  ["max", extreme((a, b) => a > b)],
  [
    "round",
    {
      takes: [1, 2],
      run: ([value = null, digits = 0]) => {
        const [number, places] = [toNumber(value), toNumber(digits)];
        if (number === null || places === null) return null;
        return roundTo(number, Math.max(-15, Math.min(15, Math.trunc(places))));
      },
    },
  ],
]);

/** Called after a dot, in Python's and JavaScript's spelling: those of a text, `includes` also of a list, `get` of an object. */
export const METHODS: ReadonlyMap<string, ConditionFunction> = new Map([
  ["lower", lower],
  ["upper", upper],
  ["strip", trim],
  ["startswith", startsWith],
  ["endswith", endsWith],
  ["toLowerCase", lower],
  ["toUpperCase", upper],
  ["trim", trim],
  ["startsWith", startsWith],
  ["endsWith", endsWith],
  ["includes", within],
  [
    "get",
    {
      takes: [2, 3],
      run: ([value = null, key = null, otherwise = null], work) => {
        const isRecord = typeof value === "object" && !Array.isArray(value);
        return (isRecord ? member(value, key, work) : null) ?? otherwise;
      },
    },
  ],
]);
