import { findText, splitAtEach } from "../values/find-text.ts";
import { normalText } from "../values/normal-text.ts";
import type { Environment } from "../values/environment.ts";
import type { Json } from "../types.ts";
import { number, text, whole, width } from "./arguments.ts";

/** Changes of texts that filters and methods share. */

export function capitalize(value: string): string {
  const [first = "", ...rest] = Array.from(value);
  return first.toUpperCase() + rest.join("").toLowerCase();
}

/** As Python's method does it: whatever letters stand together begin with a capital ("D'Água"). */
export const title = (value: string): string => value.replace(/[\p{L}\p{M}]+/gu, capitalize);

/** As Jinja's filter does it: words part at white space, hyphens and opening brackets. */
export const titleWords = (value: string): string => value.replace(/[^-\s({[<]+/gu, capitalize);

export function strip(value: string, characters: Json | undefined, env: Environment, sides: "both" | "start" | "end"): string {
  const given = characters === undefined || characters === null ? null : new Set(text(characters, env));
  const isStripped = (character: string) => (given === null ? /\s/u.test(character) : given.has(character));
  const all = Array.from(value);
  let from = 0;
  let to = all.length;
  if (sides !== "end") while (from < to && isStripped(all[from] ?? "")) from++;
  if (sides !== "start") while (to > from && isStripped(all[to - 1] ?? "")) to--;
  return all.slice(from, to).join("");
}

/** A text and what is sought in it: as they are where it is there so, otherwise as they look. */
function found(value: string, part: string): [text: string, part: string] {
  return findText(value, part) >= 0 ? [value, part] : [normalText(value), normalText(part)];
}

/**
 * The first `count` places of `old` (all: null) in the text as `replacement`; charged before it is built. Where `old` is nothing it
 * stands between the characters, and for Python around each of them.
 */
export function replace(
  given: string,
  sought: string,
  replacement: string,
  count: number | null,
  env: Environment,
  isAroundEach = true,
): string {
  const [value, old] = found(given, sought);
  const pieces = old === "" && isAroundEach ? ["", ...splitAtEach(value, old), ""] : splitAtEach(value, old);
  const places = count === null || count < 0 ? pieces.length - 1 : Math.min(count, pieces.length - 1);
  env.spend(pieces.length + places * replacement.length);
  return pieces.slice(0, places + 1).join(replacement) + (places + 1 < pieces.length ? old + pieces.slice(places + 1).join(old) : "");
}

/** At the separator, at most so often; without one at white space, as Python does. */
export function split(value: string, separator: Json | undefined, most: Json | undefined, env: Environment): string[] {
  const limit = most === undefined || most === null ? -1 : whole(most, -1, env);
  if (separator === undefined || separator === null) {
    const words = value.trim() === "" ? [] : value.trim().split(/\s+/u);
    if (limit < 0 || words.length <= limit + 1) return words;
    const rest = new RegExp(`^\\s*(?:\\S+\\s+){${limit}}`, "u").exec(value)?.[0] ?? "";
    return [...words.slice(0, limit), value.slice(rest.length).trimEnd()];
  }
  const part = text(separator, env);
  const pieces = part === "" ? [value] : splitAtEach(...found(value, part));
  env.spend(pieces.length);
  if (limit < 0 || pieces.length <= limit + 1) return pieces;
  return [...pieces.slice(0, limit), pieces.slice(limit).join(part)];
}

export function countOf(value: string, part: string, env: Environment): number {
  env.spend(value.length);
  return part === "" ? Array.from(value).length + 1 : splitAtEach(...found(value, part)).length - 1;
}

/** The place of the part in characters; -1 when it is not there. */
export function placeOf(given: string, sought: string, env: Environment): number {
  env.spend(given.length);
  const [value, part] = found(given, sought);
  const at = findText(value, part);
  return at < 0 ? -1 : Array.from(value.slice(0, at)).length;
}

export function center(value: string, wide: Json | undefined, env: Environment): string {
  const to = width(wide, 80, env);
  const missing = to - Array.from(value).length;
  if (missing <= 0) return value;
  // As Python does: the odd space stands before a text in an odd width, behind it otherwise.
  const before = Math.floor(missing / 2) + (missing & to & 1);
  return " ".repeat(before) + value + " ".repeat(missing - before);
}

export function zfill(value: string, wide: Json | undefined, env: Environment): string {
  const missing = width(wide, 0, env) - Array.from(value).length;
  if (missing <= 0) return value;
  const sign = /^[+-]/.exec(value)?.[0] ?? "";
  return sign + "0".repeat(missing) + value.slice(sign.length);
}

/** Lines after the first (or all) begin with so many spaces, or with a text; empty ones only when asked. */
export function indent(value: string, by: Json | undefined, first: boolean, blank: boolean, env: Environment): string {
  const margin = typeof by === "string" && number(by, env) === null ? by : " ".repeat(width(by, 4, env));
  const lines = value.split("\n");
  env.spend(lines.length * (1 + margin.length));
  return lines.map((line, index) => ((index === 0 && !first) || (index > 0 && line === "" && !blank) ? line : margin + line)).join("\n");
}

/** Shortened to so many characters, the end included, at a word's end unless told; a little more is left as it is. */
export function truncate(value: string, length: number, breaksWords: boolean, end: string, leeway: number): string {
  const all = Array.from(value);
  if (all.length <= length + leeway) return value;
  const kept = all.slice(0, Math.max(0, length - Array.from(end).length)).join("");
  if (breaksWords) return kept + end;
  const at = kept.lastIndexOf(" ");
  return (at < 0 ? kept : kept.slice(0, at)) + end;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };
const UNESCAPES = new Map(Object.entries(ESCAPES).map(([sign, written]) => [written, sign]));

export const escapeHtml = (value: string): string => value.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
export const escapeHtmlOnce = (value: string): string =>
  escapeHtml(value.replace(/&(?:amp|lt|gt|#34|#39);/g, (written) => UNESCAPES.get(written) ?? written));

/** Without what stands between < and >, comments, scripts and styles whole. Linear, whatever is not closed. */
export function stripTags(value: string): string {
  const closings: [opening: string, closing: string][] = [
    ["<script", "</script>"],
    ["<style", "</style>"],
    ["<!--", "-->"],
    ["<", ">"],
  ];
  const gone = new Set<string>();
  let result = "";
  let from = 0;
  for (let at = value.indexOf("<"); at >= 0; at = value.indexOf("<", from)) {
    result += value.slice(from, at);
    from = at;
    for (const [opening, closing] of closings) {
      if (gone.has(closing) || !value.startsWith(opening, at)) continue;
      const end = value.indexOf(closing, at + opening.length);
      if (end < 0) gone.add(closing);
      else {
        from = end + closing.length;
        break;
      }
    }
    if (from === at) {
      result += "<";
      from += 1;
    }
  }
  return result + value.slice(from);
}

/** Percent encoding of a text; half a character becomes U+FFFD. */
export const percentEncode = (value: string): string =>
  encodeURIComponent(value.replace(/\p{Surrogate}/gu, "\ufffd")).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
