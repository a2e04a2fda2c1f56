import fc from "fast-check";
import { expect, test } from "vitest";
import { isBlank, oneLine, shorten } from "./fit-text.ts";

test.each([
  ["", true],
  [" \n\t\u00a0", true],
  ["\u200b\ufeff\u2060", true],
  ["\u2800\u3164", true],
  [".", false],
  [" a ", false],
])("%j is blank: %s", (text, blank) => {
  expect(isBlank(text)).toBe(blank);
});

test.each([
  [" a \n\t b\u00a0", "a b"],
  ["a\ud83d", "a\ufffd"],
  ["", ""],
])("%j on one line is %j", (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test.each<[string, string, number, string]>([
  ["what fits stays", "abc ", 4, "abc "],
  ["what does not is cut", "abcdef", 4, "abc…"],
  ["no space before the ellipsis", "ab cdef", 4, "ab…"],
  ["no emoji is cut", "ab👍cd", 4, "ab…"],
  ["an emoji that just fits stays", "a👍bcd", 4, "a👍…"],
  ["no family is torn", "a👨‍👩‍👧bc", 8, "a…"],
  ["no accent is lost", "abe\u0301cd", 4, "ab…"],
  ["no flag is cut", "🇧🇷🇧🇷", 6, "🇧🇷…"],
  ["a grapheme longer than the room is cut between code points", "👨‍👩‍👧", 5, "👨‍…"],
])("shorten: %s", (_name, text, limit, short) => {
  expect(shorten(text, limit)).toBe(short);
});

test("what is shortened fits, has an ellipsis, and is the beginning of what was there", () => {
  const unit = fc.constantFrom("a", " ", "é", "e\u0301", "👍🏽", "👨‍👩‍👧", "🇧🇷", "א");
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), fc.integer({ min: 2, max: 40 }), (text, limit) => {
      const short = shorten(text, limit);
      expect(short.length).toBeLessThanOrEqual(limit);
      expect(short.isWellFormed()).toBe(true);
      if (text.length > limit) expect(short.endsWith("…") && text.startsWith(short.slice(0, -1))).toBe(true);
      else expect(short).toBe(text);
    }),
    { numRuns: 500 },
  );
});
