import { type FilterHandler, type FilterThis, filters, type Liquid } from "liquidjs/dist/liquid.browser.mjs";
import { splitAtFirst, splitAtLast, splitAtEach } from "../values/find-text.ts";
import { problem } from "../problem/problem.ts";
import { jsonOf, property, STEP, type TemplateScope } from "./scope.ts";
import type { Json } from "../types.ts";
import { equals, joined, length, order, toJsonText, toNumber, toText, wordsOf } from "../values/values.ts";
import { LimitError, type Budget } from "../values/budget.ts";

type Filter = (value: Json, args: readonly Json[], work: Budget) => Json;

const OF_TEXT = [
  "append",
  "prepend",
  "capitalize",
  "downcase",
  "upcase",
  "strip",
  "lstrip",
  "rstrip",
  "squish",
  "strip_newlines",
  "newline_to_br",
  "truncate",
  "truncatewords",
  "escape",
  "escape_once",
  "strip_html",
];
const OF_NUMBERS = ["abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus", "round", "times"];

type Split = (text: string, part: string) => string[];

const replacing =
  (split: Split): Filter =>
  (value, [part = null, replacement = null], work) => {
    const pieces = split(toText(value, work), toText(part, work));
    return joined(pieces, toText(replacement, work), work);
  };

const removing =
  (split: Split): Filter =>
  (value, [part = null], work) =>
    replacing(split)(value, [part], work);

const OWN: { [name: string]: Filter } = {
  default: (value, [otherwise = null, option]) => {
    const keepsFalse = Array.isArray(option) && option[0] === "allow_false" && option[1] === true;
    if (value === false) return keepsFalse ? false : otherwise;
    return value === null || wordsOf(value) === "" || (Array.isArray(value) && value.length === 0) ? otherwise : value;
  },
  json: (value, _args, work) => toJsonText(value, work),
  size: (value, _args, work) => (typeof value === "number" || typeof value === "boolean" ? 0 : length(value, work)),
  first: (value, _args, work) => property(value, 0, work),
  last: (value, _args, work) => property(value, -1, work),
  join: (value, [separator], work) => joined(toList(value), separator === undefined ? " " : toText(separator, work), work),
  slice: (value, [begin = null, count = 1], work) => {
    const all = Array.isArray(value) ? value : Array.from(toText(value, work));
    work.spend(all.length);
    const [from, size] = [Math.trunc(toNumber(begin) ?? 0), Math.trunc(toNumber(count) ?? 0)];
    const start = from < 0 ? all.length + from : from;
    const taken = start < 0 || size < 0 ? [] : all.slice(start, start + size);
    return Array.isArray(value) ? taken : taken.join("");
  },
  split: (value, [separator = null], work) => {
    const pieces = splitAtEach(toText(value, work), toText(separator, work));
    while (pieces.at(-1) === "") pieces.pop();
    return pieces;
  },
  replace: replacing(splitAtEach),
  replace_first: replacing(splitAtFirst),
  replace_last: replacing(splitAtLast),
  remove: removing(splitAtEach),
  remove_first: removing(splitAtFirst),
  remove_last: removing(splitAtLast),
  reverse: (value, _args, work) => copied(value, work).reverse(),
  concat: (value, [more = null], work) => [...copied(value, work), ...copied(more, work)],
  compact: (value, _args, work) => copied(value, work).filter((item) => item !== null),
  uniq: (value, _args, work) => [...new Set(copied(value, work))],
  map: (value, [path = null], work) => pick(value, path, work).map(({ picked }) => picked),
  where: (value, [path = null, wanted], work) =>
    pick(value, path, work)
      .filter(({ picked }) => (wanted === undefined ? picked !== null && picked !== false : equals(picked, wanted, work)))
      .map(({ item }) => item),
  sum: (value, [path = null], work) => pick(value, path, work).reduce((total, { picked }) => total + (toNumber(picked) ?? 0), 0),
  sort: (value, [path = null], work) => sorted(value, path, work, (key) => key),
  sort_natural: (value, [path = null], work) => sorted(value, path, work, (key) => (typeof key === "string" ? key.toLowerCase() : key)),
  url_encode: (value, _args, work) => encodeURIComponent(toText(value, work).replace(/\p{Surrogate}/gu, "\ufffd")).replaceAll("%20", "+"),
  url_decode: (value, _args, work) => {
    const text = toText(value, work);
    try {
      return decodeURIComponent(text.replaceAll("+", " ")).replaceAll("\0", "");
    } catch {
      return text;
    }
  },
};

/** Those that do nothing without a value after the colon. */
export const FILTERS_WITH_VALUE: ReadonlySet<string> = new Set(
  (
    "append prepend remove remove_first remove_last replace replace_first replace_last split " +
    "at_least at_most divided_by minus modulo plus times default concat map where slice"
  ).split(" "),
);

/** The filters that a text may use. Those that read the clock, chance or a file, and those that run text as code, are not among them. */
export const FILTER_NAMES: readonly string[] = [...OF_TEXT, ...OF_NUMBERS, ...Object.keys(OWN)].sort();

/** Leaves a Liquid instance with our filters only. */
export function registerFilters(liquid: Liquid): void {
  for (const name of Object.keys(filters)) liquid.unregisterFilter(name);
  for (const name of OF_TEXT) liquid.registerFilter(name, textFilter(liquidFilter(name)));
  for (const name of OF_NUMBERS) liquid.registerFilter(name, numberFilter(liquidFilter(name)));
  for (const [name, filter] of Object.entries(OWN)) {
    liquid.registerFilter(name, function (value, ...args) {
      const { work } = spend(this);
      const result = filter(jsonOf(value), args.map(jsonOf), work);
      return typeof result === "number" ? finite(result) : result;
    });
  }
}

function liquidFilter(name: string): FilterHandler {
  const filter = filters[name];
  if (typeof filter !== "function") throw new Error(`LiquidJS has no filter "${name}"`);
  return filter;
}

function spend({ context }: FilterThis): TemplateScope {
  const scope = context as TemplateScope;
  scope.work.spend(STEP);
  return scope;
}

function textFilter(filter: FilterHandler): FilterHandler {
  return function (value, ...args) {
    const { work } = spend(this);
    const texts = args.map(jsonOf).map((arg) => (typeof arg === "object" && arg !== null ? toText(arg, work) : arg));
    for (const text of texts) if (typeof text === "string") work.spend(text.length);
    return filter.call(this, toText(jsonOf(value), work), ...texts);
  };
}

function numberFilter(filter: FilterHandler): FilterHandler {
  return function (value, ...args) {
    spend(this);
    const numbers = [value, ...args].map((number) => toNumber(jsonOf(number)) ?? 0);
    return finite(filter.call(this, ...(numbers as [number, ...number[]])));
  };
}

function finite(result: unknown): number {
  if (typeof result === "number" && Number.isFinite(result)) return result;
  throw new LimitError("type", problem("no_result"));
}

function toList(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  return value === null ? [] : [value];
}

function copied(value: Json, work: Budget): Json[] {
  const list = toList(value);
  work.spend(list.length);
  return Array.from(list, jsonOf);
}

/** Each item with what a path such as "name" or "address.city" finds in it; without a path, the item itself. */
function pick(value: Json, path: Json, work: Budget): { item: Json; picked: Json }[] {
  const keys = path === null ? [] : toText(path, work).split(".");
  return copied(value, work).map((item) => ({ item, picked: keys.reduce<Json>((found, key) => property(found, key, work), item) }));
}

function sorted(value: Json, path: Json, work: Budget, key: (picked: Json) => Json): Json[] {
  const items = pick(value, path, work).map(({ item, picked }) => ({ item, key: key(picked) }));
  items.sort((a, b) => {
    work.spend(1);
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return order(a.key, b.key, work) ?? 0;
  });
  return items.map(({ item }) => item);
}
