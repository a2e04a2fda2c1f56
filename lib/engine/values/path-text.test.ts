import { expect, test } from "vitest";
import { pathText } from "./path-text.ts";
import { pathKeys } from "./read-path.ts";

test.each<[(string | number)[], string]>([
  [[], ""],
  [["total"], "total"],
  [["items", 0, "id"], "items[0].id"],
  [[0, "id"], "[0].id"],
  [["sold on"], '["sold on"]'],
  [["order", "a.b", "c"], 'order["a.b"].c'],
  [["content-type"], "content-type"],
  [['say "hi"'], "['say \"hi\"']"],
  [["preço", "7"], "preço.7"],
  [[""], '[""]'],
  [["{{x}}"], '["{{x}}"]'],
])("%j is written %s, and read back", (keys, path) => {
  expect(pathText(keys)).toBe(path);
  expect(pathKeys(path)).toEqual(keys.map(String));
});

test("a key with quotes of both kinds can not be written", () => {
  expect(pathText(["a", `"'`])).toBeNull();
});
