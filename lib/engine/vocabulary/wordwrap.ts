import type { Environment } from "../values/environment.ts";

const LINES = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const SPACES = /\s+/gu;
/** White space, words, and the parts of words with hyphens. */
const CHUNKS = /\s+|(?<=\p{L}{2}-)(?=\p{L}-?\p{L})/gu;

interface Breaks {
  /** Words that are longer than a line. */
  isLong: boolean;
  atHyphens: boolean;
}

/** Lines of at most so many characters, as Python's `textwrap` makes them. */
export function wordwrap(value: string, size: number, breaks: Breaks, joiner: string, env: Environment): string {
  const most = Math.max(1, size);
  const paragraphs = value.split(LINES);
  if (paragraphs.at(-1) === "") paragraphs.pop();
  const wrapped = paragraphs.map((paragraph) => wrap(chunksOf(paragraph, breaks), most, breaks, env));
  env.spend(wrapped.reduce((sum, lines) => sum + 1 + lines.length, 0) * (1 + joiner.length));
  return wrapped.map((lines) => lines.join(joiner)).join(joiner);
}

function chunksOf(text: string, { atHyphens }: Breaks): string[] {
  const chunks: string[] = [];
  let from = 0;
  for (const { 0: space, index } of text.matchAll(atHyphens ? CHUNKS : SPACES)) {
    chunks.push(text.slice(from, index), space);
    from = index + space.length;
  }
  return [...chunks, text.slice(from)].filter((chunk) => chunk !== "");
}

/** White space at a line's end goes, and at its beginning but for the first. */
function wrap(chunks: readonly string[], most: number, breaks: Breaks, env: Environment): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  const end = () => {
    if (line.at(-1)?.trim() === "") line.pop();
    if (line.length > 0) lines.push(line.join(""));
    line = [];
    used = 0;
  };
  for (const chunk of chunks) {
    const characters = Array.from(chunk);
    env.spend(characters.length + 5);
    if (used + characters.length > most && characters.length <= most) end();
    if (used === 0 && lines.length > 0 && chunk.trim() === "") continue;
    if (characters.length <= most) {
      line.push(chunk);
      used += characters.length;
      continue;
    }
    if (!breaks.isLong) {
      if (used > 0) end();
      if (chunk.trim() !== "" || lines.length === 0) line.push(chunk);
      used = characters.length;
      continue;
    }
    for (let from = 0; from < characters.length;) {
      if (used >= most) end();
      const goesOn = characters.length - from > most - used;
      const part = breakable(characters.slice(from, from + most - used), goesOn && breaks.atHyphens);
      line.push(part.join(""));
      used += part.length;
      from += part.length;
      if (goesOn) end();
    }
  }
  end();
  return lines;
}

/** What of a word's beginning stays on the line: up to its last hyphen, where the word goes on and something is before that. */
function breakable(part: readonly string[], goesOn: boolean): readonly string[] {
  const hyphen = goesOn ? part.lastIndexOf("-") : -1;
  return part.slice(0, hyphen).some((character) => character !== "-") && hyphen > 0 ? part.slice(0, hyphen + 1) : part;
}
