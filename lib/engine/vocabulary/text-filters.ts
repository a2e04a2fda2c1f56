import type { Json } from "../types.ts";
import type { Environment } from "../values/environment.ts";
import { splitAtFirst, splitAtLast } from "../values/find-text.ts";
import { fold } from "../values/normal-text.ts";
import { isRecord, joined, toJsonText } from "../values/values.ts";
import { entriesOf, flag, listOf, text, whole, width } from "./arguments.ts";
import { type Callable, callable } from "./callable.ts";
import { unescapeHtml } from "./entities.ts";
import { formatPercent } from "./format.ts";
import {
  capitalize,
  center,
  escapeHtml,
  escapeHtmlOnce,
  indent,
  percentEncode,
  replace,
  split,
  strip,
  stripTags,
  titleWords,
  truncate,
} from "./text-changes.ts";
import { wordwrap } from "./wordwrap.ts";

/** A filter of a text alone. */
const change = (run: (value: string) => string): Callable => callable("value", ([value], env) => run(text(value, env)));

const lower = change((value) => value.toLowerCase());
const upper = change((value) => value.toUpperCase());
const escape = change(escapeHtml);
const same = callable("value", ([value = null]) => value);

const replacing =
  (cut: (value: string, part: string) => string[]): Callable["run"] =>
  ([value, part, replacement = ""], env) =>
    joined(cut(text(value, env), text(part, env)), text(replacement, env), env);

const replacingAll = (isAroundEach: boolean): Callable =>
  callable("value old new? count?", ([value, old, replacement = "", count], env) => {
    const most = count === undefined || count === null ? null : whole(count, -1, env);
    return replace(text(value, env), text(old, env), text(replacement, env), most, env, isAroundEach);
  });
/** They differ where nothing is replaced: Liquid's stands between the characters, Jinja's around each. */
const liquidReplace = replacingAll(false);
export const jinjaReplace = replacingAll(true);

function urlencode(value: Json | undefined, env: Environment): string {
  const component = (part: Json) => percentEncode(text(part, env)).replaceAll("%20", "+");
  if (isRecord(value)) {
    return entriesOf(value, env)
      .map(([key, item]) => `${component(key)}=${component(item)}`)
      .join("&");
  }
  if (Array.isArray(value) && value.length > 0 && value.every((pair) => Array.isArray(pair) && pair.length === 2))
    return value.map((pair) => listOf(pair, env).map(component).join("=")).join("&");
  return percentEncode(text(value, env)).replaceAll("%2F", "/");
}

/** JSON over several lines, as Python writes it. */
function tojson(value: Json, wide: Json | undefined, env: Environment): string {
  const plain = toJsonText(value, env);
  const margin = wide === undefined || wide === null ? 0 : width(wide, 0, env);
  if (margin === 0) return plain;
  const lines = JSON.stringify(JSON.parse(plain), null, Math.min(margin, 10));
  env.spend(lines.length);
  return lines;
}

/** Filters of texts, of Jinja and of Liquid. What both know means the same in both; where not, `JINJA_FILTERS` has the other. */
export const TEXT_FILTERS: readonly [string, Callable][] = [
  ["lower", lower],
  ["downcase", lower],
  ["upper", upper],
  ["upcase", upper],
  ["capitalize", change(capitalize)],
  ["title", change(titleWords)],
  ["fold", change(fold)],
  ["trim", callable("value chars?", ([value, chars], env) => strip(text(value, env), chars, env, "both"))],
  ["strip", callable("value chars?", ([value, chars], env) => strip(text(value, env), chars, env, "both"))],
  ["lstrip", callable("value chars?", ([value, chars], env) => strip(text(value, env), chars, env, "start"))],
  ["rstrip", callable("value chars?", ([value, chars], env) => strip(text(value, env), chars, env, "end"))],
  ["squish", change((value) => value.replace(/\s+/g, " ").trim())],
  ["strip_newlines", change((value) => value.replace(/\r?\n/g, ""))],
  ["newline_to_br", change((value) => value.replace(/\r?\n/g, "<br />\n"))],
  ["append", callable("value text", ([value, more], env) => text(value, env) + text(more, env))],
  ["prepend", callable("value text", ([value, more], env) => text(more, env) + text(value, env))],
  ["replace", liquidReplace],
  ["replace_first", callable("value old new?", replacing(splitAtFirst))],
  ["replace_last", callable("value old new?", replacing(splitAtLast))],
  ["remove", callable("value part", ([value, part], env) => replace(text(value, env), text(part, env), "", null, env))],
  ["remove_first", callable("value part", replacing(splitAtFirst))],
  ["remove_last", callable("value part", replacing(splitAtLast))],
  [
    "split",
    callable("value separator", ([value, separator], env) => {
      const given = text(separator, env);
      const pieces = given === "" ? Array.from(text(value, env)) : split(text(value, env), given, undefined, env);
      while (pieces.at(-1) === "") pieces.pop();
      return pieces;
    }),
  ],
  [
    "truncate",
    callable("value length? end?", ([value, length, end = "..."], env) =>
      truncate(text(value, env), whole(length, 50, env), true, text(end, env), 0),
    ),
  ],
  [
    "truncatewords",
    callable("value words? end?", ([value, most, end = "..."], env) => {
      const words = text(value, env).trimStart().split(/\s+/);
      const count = Math.max(1, whole(most, 15, env));
      return words.slice(0, count).join(" ") + (words.length >= count ? text(end, env) : "");
    }),
  ],
  ["wordcount", callable("value", ([value], env) => text(value, env).match(/[\p{L}\p{N}_]+/gu)?.length ?? 0)],
  [
    "wordwrap",
    callable(
      "value width? break_long_words? wrapstring? break_on_hyphens?",
      ([value, size, breaks = true, joiner = "\n", breaksHyphens = true], env) =>
        wordwrap(
          text(value, env),
          width(size, 79, env),
          { isLong: flag(breaks), atHyphens: flag(breaksHyphens) },
          text(joiner ?? "\n", env),
          env,
        ),
    ),
  ],
  ["center", callable("value width?", ([value, wide], env) => center(text(value, env), wide, env))],
  [
    "indent",
    callable("value width? first? blank?", ([value, by, first, blank], env) => indent(text(value, env), by, flag(first), flag(blank), env)),
  ],
  ["string", callable("value", ([value], env) => text(value, env))],
  ["escape", escape],
  ["e", escape],
  ["forceescape", escape],
  ["escape_once", change(escapeHtmlOnce)],
  ["safe", same],
  ["striptags", change((value) => unescapeHtml(stripTags(value).replace(/\s+/g, " ").trim()))],
  ["strip_html", change(stripTags)],
  ["urlencode", callable("value", ([value], env) => urlencode(value, env))],
  ["url_encode", change((value) => percentEncode(value).replaceAll("%20", "+"))],
  [
    "url_decode",
    change((value) => {
      try {
        return decodeURIComponent(value.replaceAll("+", " ")).replaceAll("\0", "");
      } catch {
        return value;
      }
    }),
  ],
  ["json", callable("value", ([value = null], env) => toJsonText(value, env))],
  ["tojson", callable("value indent?", ([value = null, wide], env) => tojson(value, wide, env))],
  [
    "format",
    callable("value * **", ([pattern, ...values], env, named) =>
      formatPercent(text(pattern, env), Object.keys(named).length > 0 ? { ...named } : values.map((value) => value ?? null), env),
    ),
  ],
];
