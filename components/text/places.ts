/** Where a cursor stands in a text, told from what is written before it. Nothing here throws: an author is in the middle of writing. */

export type Place =
  | { kind: "words" }
  /** In `{{`: `source` from there. */
  | { kind: "output"; source: string }
  /** In `{%`, behind the name; `name` is what there is of it while `head` is null. */
  | { kind: "tag"; name: string; head: string | null }
  /** In a comment or raw text. */
  | { kind: "silent" };

interface OpenBlock {
  tag: string;
  /** What holds within it. */
  names: readonly string[];
}

export interface Position {
  place: Place;
  /** The blocks that are open here, outermost first. */
  blocks: readonly OpenBlock[];
  /** What the text has set before. */
  names: readonly string[];
}

const CLOSING = { "{{": "}}", "{%": "%}", "{#": "#}" } as const;
const TAG = /^[-+]?\s*([\p{L}_]\w*)?(\s[^]*|[^\s\w][^]*)?$/u;
const BLOCKS = /^(?:if|unless|case|for|capture|with|filter)$/;

export function positionAt(before: string): Position {
  const blocks: OpenBlock[] = [];
  const names: string[] = [];
  const here = (place: Place): Position => ({ place, blocks, names });
  for (let at = before.indexOf("{"); at >= 0; at = before.indexOf("{", at)) {
    const mark = before.slice(at, at + 2);
    if (mark !== "{{" && mark !== "{%" && mark !== "{#") {
      at += 1;
      continue;
    }
    const end = mark === "{#" ? before.indexOf("#}", at + 2) : closing(before, at + 2, CLOSING[mark]);
    const inner = before.slice(at + 2, end < 0 ? undefined : end);
    if (end < 0) return here(placeIn(mark, inner));
    at = end + 2;
    if (mark !== "{%") continue;
    const [, tag = "", head = ""] = TAG.exec(inner.replace(/[-+]$/, "")) ?? [];
    if (tag === "raw" || tag === "comment") {
      const close = new RegExp(`\\{%[-+]?\\s*end${tag}\\s*[-+]?%\\}`).exec(before.slice(at));
      if (close === null) return here({ kind: "silent" });
      at += close.index + close[0].length;
    } else take(tag, head);
  }
  return here({ kind: "words" });

  function take(tag: string, head: string): void {
    if (tag.startsWith("end")) {
      if (blocks.at(-1)?.tag === tag.slice(3)) blocks.pop();
      return;
    }
    const set = namesSetBy(tag, head);
    if (tag === "for" || tag === "with") blocks.push({ tag, names: tag === "for" ? [...set, "loop"] : set });
    else {
      names.push(...set);
      if (BLOCKS.test(tag) || (tag === "set" && !head.includes("="))) blocks.push({ tag, names: [] });
    }
  }
}

function placeIn(mark: keyof typeof CLOSING, inner: string): Place {
  if (mark === "{#") return { kind: "silent" };
  if (mark === "{{") return { kind: "output", source: inner.replace(/^-/, " ") };
  const [, name = "", head] = TAG.exec(inner) ?? [];
  return { kind: "tag", name, head: head ?? null };
}

function namesSetBy(tag: string, head: string): string[] {
  const written =
    tag === "for"
      ? /^([^]*?)\sin\s/.exec(head)?.[1]
      : tag === "with"
        ? [...head.matchAll(/([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)/gu)].map(([, name]) => name).join(",")
        : /^(?:set|assign|capture|increment|decrement)$/.test(tag)
          ? head.split(/[=|]/)[0]
          : undefined;
  return (written ?? "")
    .split(",")
    .map((name) => name.trim().replaceAll(/^["']|["']$/g, ""))
    .filter((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));
}

/** Where the mark is closed, quotes respected; -1 where it is not. */
export function closing(text: string, from: number, end: string): number {
  let quote: string | null = null;
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at];
    if (quote !== null && letter === "\\") at += 1;
    else if (quote !== null) quote = letter === quote ? null : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (text.startsWith(end, at)) return at;
  }
  return -1;
}

/** Whether the end of this stands between quotes. */
export const isInText = (before: string): boolean => closing(`${before.replaceAll("\0", " ")}\0`, 0, "\0") < 0;
