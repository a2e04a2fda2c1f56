import { expect, test } from "vitest";
import { pathKeys, readPath } from "./read-path.ts";

const answer = { items: [{ id: 7, "sold on": "monday" }, [1, 2]], total: 0, none: null, length: 3, "a.b": 1, text: "abc" };

test.each<[string, unknown]>([
  ["", answer],
  ["  ", answer],
  ["total", 0],
  ["items[0].id", 7],
  ["items.0.id", 7],
  [" {{ items[0].id }} ", 7],
  ["{total}", 0],
  ['items[0]["sold on"]', "monday"],
  ["items[ 0 ]['sold on']", "monday"],
  ["items[1][1]", 2],
  ['["a.b"]', 1],
  ["length", 3],
  ["none", null],
  ["none.x", null],
  ["items.length", null],
  ["items[2]", null],
  ["items[-1]", null],
  ["text[0]", null],
  ["text.length", null],
  ["toString", null],
  ["__proto__.x", null],
])("%j of an answer", (path, value) => {
  expect(readPath(answer, path)).toEqual(value);
});

test("a list and a text can be the whole of it", () => {
  expect(readPath([{ id: 1 }], "[0].id")).toBe(1);
  expect(readPath("abc", "")).toBe("abc");
});

test.each(["a..b", "a[", "a]", ".a", "a b", "[x]", "a[1", 'a["b]', "a[1.5]", "{{ a | size }}"])("%j is no path", (path) => {
  expect(pathKeys(path)).toBeNull();
  expect(readPath({ a: { b: 1 } }, path)).toBeNull();
});
