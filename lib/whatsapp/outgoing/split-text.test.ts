import fc from "fast-check";
import { expect, test } from "vitest";
import { splitText } from "./split-text.ts";

const a = (length: number) => "a".repeat(length);

test.each<[string, string, number, string[]]>([
  ["a text that fits is left as it is", "  oi \n", 10, ["  oi \n"]],
  ["a blank text has no parts", " \n\t ", 3, []],
  ["a paragraph in the first half gives way to a line", "aaaa bb.\n\ncc. dd\nee ff gg", 20, ["aaaa bb.\n\ncc. dd", "ee ff gg"]],
  ["a paragraph in the second half wins", "aaaaaaaa.\n\nb. c\nd e f g", 18, ["aaaaaaaa.", "b. c\nd e f g"]],
  ["a line in the second half wins", "aaaaaaaa. b\nc. d e f g", 18, ["aaaaaaaa. b", "c. d e f g"]],
  ["a sentence in the second half wins", "aaaa aaaa aa! bbb ccc", 18, ["aaaa aaaa aa!", "bbb ccc"]],
  ["a word otherwise", "aaaa bbbb cccc", 10, ["aaaa bbbb", "cccc"]],
  ["a word that is early beats cutting a word", `a ${a(9)}`, 10, ["a", a(9)]],
  ["a word longer than a part is cut", a(25), 10, [a(10), a(10), a(5)]],
  ["white space at the limit is dropped", `${a(10)}    ${a(3)}`, 10, [a(10), a(3)]],
  ["white space longer than a part leaves no empty part", `a${" ".repeat(50)}b`, 10, ["a", "b"]],
  ["an emoji is not cut", `${a(9)}👋👋`, 10, [a(9), "👋👋"]],
  ["a family is one grapheme", `${a(5)}👨‍👩‍👧${a(2)}`, 10, [a(5), "👨‍👩‍👧aa"]],
  ["an accent stays with its letter", `${a(9)}e\u0301 b`, 10, [a(9), "e\u0301 b"]],
  ["accents piled on a line break leave no empty part", "\n\n\u0301\u0301", 2, ["\u0301\u0301"]],
  ["a grapheme longer than a part is cut between code points", "👨‍👩‍👧", 3, ["👨‍", "👩‍", "👧"]],
])("splitText: %s", (_name, text, limit, parts) => {
  expect(splitText(text, limit)).toEqual(parts);
});

test("splitText keeps all that can be seen, in parts that fit and are not blank", () => {
  const unit = fc.constantFrom(" ", "\n", "\n\n", "a", "bc", ".", "👋", "👍🏽", "👨‍👩‍👧", "e\u0301", "🇧🇷", "\u0301", "é");
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 80 }), fc.integer({ min: 2, max: 40 }), (units, limit) => {
      const text = units.join("");
      const parts = splitText(text, limit);
      expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      for (const part of parts) {
        expect(part.trim()).not.toBe("");
        expect(part.length).toBeLessThanOrEqual(limit);
        expect(part).not.toMatch(/\p{Cs}/u);
      }
    }),
    { numRuns: 500 },
  );
});

test("splitText cuts no grapheme that fits a part", () => {
  const unit = fc.constantFrom(" ", "\n", "a", ".", "👋", "👍🏽", "👨‍👩‍👧", "e\u0301", " \u0301");
  const segmenter = new Intl.Segmenter("pt-BR", { granularity: "grapheme" });
  const visible = (text: string) =>
    Array.from(segmenter.segment(text), ({ segment }) => segment).filter((segment) => segment.trim() !== "");
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 80 }), fc.integer({ min: 8, max: 40 }), (units, limit) => {
      const text = units.join("");
      expect(splitText(text, limit).flatMap(visible)).toEqual(visible(text));
    }),
    { numRuns: 500 },
  );
});

test("an absurd limit is refused instead of looping", () => {
  expect(() => splitText("ab", 1)).toThrow(RangeError);
});
