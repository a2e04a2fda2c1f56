import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const COLUMNS = 140;
const LITERAL = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\//g;

/**
 * Prettier breaks code. What it leaves is one literal: a text of a catalogue stays whole, because its placeholders are read from its type
 * and a search for a sentence should find it; so do class names. A comment or SQL of several lines is ours to break.
 */
function isTooLong(line: string): boolean {
  if (line.length <= COLUMNS) return false;
  if (/^\s*(\/\/|\/?\*)/.test(line)) return true;
  const longest = Math.max(0, ...Array.from(line.matchAll(LITERAL), ([literal]) => literal.length));
  return line.length - longest > COLUMNS;
}

const long = (length: number) => "x".repeat(length);

test.each<[string, string, boolean]>([
  ["140 columns", long(140), false],
  ["141 columns", long(141), true],
  ["one long sentence as an argument", `  throw new Error("${long(150)}", { cause });`, false],
  ["two sentences, each of them long", `  choose("${long(150)}", "${long(150)}");`, true],
  ["a comment, whatever it quotes", `// He said "${long(150)}".`, true],
  ["SQL in a text of several lines", `  SELECT ${long(150)} FROM x`, true],
])("%s", (_, line, expected) => {
  expect(isTooLong(line)).toBe(expected);
});

test("a line is over 140 columns only where one literal makes it so", () => {
  const files = globSync("{app,components,lib,prisma,scripts,worker}/**/*.{ts,tsx,mjs}").filter(
    (file) => !file.startsWith("lib/generated/"),
  );
  expect(files.length).toBeGreaterThan(700);
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, index) => (isTooLong(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
  expect(found, "break a comment or a statement where its sense breaks").toEqual([]);
});
