/** A stretch of a text: in both, only before, or only after. `gap`: there is more of the same here, left out. */
interface Stretch {
  kind: "same" | "removed" | "added" | "gap";
  text: string;
}

/** Characters of what is the same that are shown beside a change. */
const AROUND = 40;
/** Words of both texts multiplied, beyond which the middle is told as replaced whole: the table would be too large. */
const MAX_CELLS = 250_000;

/** What changed from one text to another, word by word; long stretches that stayed are shortened to what is near a change. */
export function textDifference(before: string, after: string): Stretch[] {
  if (before === after) return before === "" ? [] : [{ kind: "same", text: before }];
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const begin = commonLength(old, now);
  const end = commonLength(old.slice(begin).reverse(), now.slice(begin).reverse());
  const middle = changesOf(old.slice(begin, old.length - end), now.slice(begin, now.length - end));
  const all = joined([...same(old.slice(0, begin)), ...middle, ...same(old.slice(old.length - end))]);
  return all.flatMap((stretch, index) =>
    stretch.kind === "same" ? shortened(stretch.text, index > 0, index < all.length - 1) : [stretch],
  );
}

/** Words, and what is between them. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

const same = (words: string[]): Stretch[] => words.map((text) => ({ kind: "same", text }));

function commonLength(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length;
}

/** The longest common row of words, by the table that every book has. */
function changesOf(old: readonly string[], now: readonly string[]): Stretch[] {
  if (old.length * now.length > MAX_CELLS)
    return [
      { kind: "removed", text: old.join("") },
      { kind: "added", text: now.join("") },
    ];
  const width = now.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  const cell = (i: number, j: number) => table[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1)
      table[i * width + j] = old[i] === now[j] ? cell(i + 1, j + 1) + 1 : Math.max(cell(i + 1, j), cell(i, j + 1));
  }
  const found: Stretch[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [was = "", is = ""] = [old[i], now[j]];
    if (i < old.length && j < now.length && was === is) {
      found.push({ kind: "same", text: was });
      i += 1;
      j += 1;
    } else if (i < old.length && (j === now.length || cell(i + 1, j) >= cell(i, j + 1))) {
      found.push({ kind: "removed", text: was });
      i += 1;
    } else {
      found.push({ kind: "added", text: is });
      j += 1;
    }
  }
  return found;
}

/** Neighbours of a kind in one; a lone space between two changes belongs to both, so that a rewritten phrase reads as one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = [];
  let [removed, added] = ["", ""];
  const put = (kind: Stretch["kind"], text: string) => {
    const last = result.at(-1);
    if (text === "") return;
    if (last?.kind === kind) last.text += text;
    else result.push({ kind, text });
  };
  const settle = () => {
    put("removed", removed);
    put("added", added);
    [removed, added] = ["", ""];
  };
  stretches.forEach(({ kind, text }, index) => {
    const isBridge =
      kind === "same" &&
      /^\s+$/.test(text) &&
      removed !== "" &&
      added !== "" &&
      stretches[index + 1] !== undefined &&
      stretches[index + 1]?.kind !== "same";
    if (kind === "removed" || isBridge) removed += text;
    if (kind === "added" || isBridge) added += text;
    if (kind === "same" && !isBridge) {
      settle();
      put("same", text);
    }
  });
  settle();
  return result;
}

/** What is near a change on either side of it. */
function shortened(text: string, isAfterChange: boolean, isBeforeChange: boolean): Stretch[] {
  const sides = Number(isAfterChange) + Number(isBeforeChange);
  if (text.length <= AROUND * sides + 10) return [{ kind: "same", text }];
  const gap: Stretch = { kind: "gap", text: "…" };
  const head: Stretch[] = isAfterChange ? [{ kind: "same", text: text.slice(0, wordEnd(text, AROUND)) }] : [];
  const tail: Stretch[] = isBeforeChange ? [{ kind: "same", text: text.slice(wordStart(text, text.length - AROUND)) }] : [];
  return [...head, gap, ...tail];
}

/** The next end of a word from here, where one is near; never in the middle of a character such as 👋. */
function wordEnd(text: string, from: number): number {
  const found = text.slice(from).search(/\s/);
  return found >= 0 && found < 15 ? from + found : from + splitsCharacter(text, from);
}

function wordStart(text: string, from: number): number {
  const found = text.slice(0, from).search(/\s\S*$/);
  return found >= 0 && from - found < 15 ? found + 1 : from + splitsCharacter(text, from);
}

const splitsCharacter = (text: string, at: number): number => Number(/^[\uDC00-\uDFFF]/.test(text.slice(at, at + 1)));
