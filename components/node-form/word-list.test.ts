import { expect, test } from "vitest";
import { fromWords, toWords } from "./word-list.ts";

test.each([
  ["yes, yeah,ok", ["yes", "yeah", "ok"]],
  [" yes ,, yes ;ok\n", ["yes", "ok"]],
  ["two words, three of them", ["two words", "three of them"]],
  ["", []],
  [" , ", []],
])("%j is the list %j", (text, words) => {
  expect(toWords(text)).toEqual(words);
  expect(toWords(fromWords(words))).toEqual(words);
});

test.each([
  [["a", 1, true], "a, 1, true"],
  ["a, b", "a, b"],
  [undefined, ""],
  [{}, ""],
])("%j is written as %j", (value, text) => {
  expect(fromWords(value)).toBe(text);
});
