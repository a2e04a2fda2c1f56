import { expect, test } from "vitest";
import { cutText } from "./cut-text.ts";

test.each([
  ["abc", 3, "abc"],
  ["abcd", 3, "abc"],
  ["ab😀", 4, "ab😀"],
  ["ab😀", 3, "ab"],
  ["ab😀c", 4, "ab😀"],
  ["😀", 1, ""],
  ["", 5, ""],
])("%j cut at %d is %j", (text, max, expected) => {
  expect(cutText(text, max)).toBe(expected);
});
