import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { normalText } from "../values/normal-text.ts";
import { equals, isRecord, joined, member } from "../values/values.ts";
import { entriesOf, itemsOf, scalarText, text, whole, width } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { formatFields } from "./format.ts";
import { endsWith, lower, startsWith, textFunction, upper, within } from "./functions.ts";
import { isLower, isUpper } from "./tests.ts";
import { capitalize, countOf, placeOf, replace, split, strip, title, zfill } from "./text-changes.ts";

type Run = (value: string, values: readonly (Json | undefined)[], env: Environment, named: { readonly [name: string]: Json }) => Json;

/** A method of a text; of nothing it is nothing. */
const ofText = (signature: string, run: Run): Callable =>
  callable(`value ${signature}`, ([value = null, ...rest], env, named) =>
    value === null ? null : run(scalarText(value, env), rest, env, named),
  );

/** Whether there is something, and all of it is of this kind. */
const ofKind = (kind: RegExp): Callable =>
  callable("value", ([value = null], env) => value !== null && kind.test(normalText(scalarText(value, env))));

/** Filled up to a width, with so much of it before the text. */
const filled = (before: (missing: number, to: number) => number): Callable =>
  ofText("width fillchar?", (value, [wide, fill = " "], env) => {
    const sign = scalarText(fill, env);
    if (Array.from(sign).length !== 1) throw new LimitError("type", problem("fill_not_one", { fill: sign.slice(0, 40) }));
    const to = width(wide, 0, env);
    const missing = Math.max(0, to - Array.from(value).length);
    const start = before(missing, to);
    return sign.repeat(start) + value + sign.repeat(missing - start);
  });

const stripped = (sides: "both" | "start" | "end"): Callable => ofText("chars?", (value, [chars], env) => strip(value, chars, env, sides));

/** Called after a dot, in Python's and JavaScript's spelling, looked up by their names and by what the value is, never on the value. */
export const METHODS: ReadonlyMap<string, Callable> = new Map<string, Callable>([
  ["lower", lower],
  ["upper", upper],
  ["casefold", lower],
  ["strip", stripped("both")],
  ["lstrip", stripped("start")],
  ["rstrip", stripped("end")],
  ["title", textFunction(title)],
  ["capitalize", textFunction(capitalize)],
  ["startswith", startsWith],
  ["endswith", endsWith],
  ["split", ofText("sep? maxsplit?", (value, [separator, most], env) => split(value, separator, most, env))],
  [
    "splitlines",
    ofText("", (value, _values, env) => {
      const lines = value.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
      if (lines.at(-1) === "") lines.pop();
      env.spend(lines.length);
      return lines;
    }),
  ],
  [
    "replace",
    ofText("old new count?", (value, [old, replacement, count], env) =>
      replace(value, text(old, env), text(replacement, env), count === undefined ? null : whole(count, -1, env), env),
    ),
  ],
  [
    "count",
    callable("value item", ([value = null, item = null], env) => {
      if (Array.isArray(value)) return itemsOf(value, env).filter((each) => equals(each, item, env)).length;
      return value === null ? 0 : countOf(scalarText(value, env), scalarText(item, env), env);
    }),
  ],
  ["find", ofText("part", (value, [part], env) => placeOf(value, scalarText(part, env), env))],
  ["isdigit", ofKind(/^\p{Nd}+$/u)],
  ["isdecimal", ofKind(/^\p{Nd}+$/u)],
  ["isnumeric", ofKind(/^\p{N}+$/u)],
  ["isalpha", ofKind(/^\p{L}+$/u)],
  ["isalnum", ofKind(/^[\p{L}\p{N}]+$/u)],
  ["isspace", ofKind(/^\s+$/u)],
  ["isupper", isUpper],
  ["islower", isLower],
  ["ljust", filled(() => 0)],
  ["rjust", filled((missing) => missing)],
  ["center", filled((missing, to) => Math.floor(missing / 2) + (missing & to & 1))],
  ["zfill", ofText("width", (value, [width], env) => zfill(value, width, env))],
  ["join", ofText("list", (value, [list], env) => joined(itemsOf(list, env), value, env))],
  [
    "format",
    ofText("* **", (value, values, env, named) =>
      formatFields(
        value,
        values.map((each) => each ?? null),
        named,
        env,
      ),
    ),
  ],
  ["toLowerCase", lower],
  ["toUpperCase", upper],
  ["trim", stripped("both")],
  ["startsWith", startsWith],
  ["endsWith", endsWith],
  ["includes", within],
  [
    "get",
    callable("value key default?", ([value = null, key = null, otherwise = null], env) =>
      isRecord(value) ? (member(value, key, env) ?? otherwise) : otherwise,
    ),
  ],
  ["items", callable("value", ([value], env) => entriesOf(value, env).map(([key, item]): Json => [key, item]))],
  ["keys", callable("value", ([value], env) => entriesOf(value, env).map(([key]) => key))],
  ["values", callable("value", ([value], env) => entriesOf(value, env).map(([, item]) => item))],
  // Of `loop`: the one whose turn it is in this round.
  [
    "cycle",
    callable("value *", ([loop, ...values]) => {
      const round = isRecord(loop) ? loop["index0"] : undefined;
      if (typeof round !== "number" || values.length === 0) throw new LimitError("type", problem("cycle_outside"));
      return values[round % values.length] ?? null;
    }),
  ],
]);

/** Those that change a value in place, which nothing here does. */
export const REFUSED_METHODS: ReadonlySet<string> = new Set(
  "append extend insert remove pop popitem clear update setdefault sort reverse add discard push shift unshift splice".split(" "),
);
