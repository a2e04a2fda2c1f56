import { expect, test } from "vitest";
import { pathKeys } from "../../engine/values/read-path.ts";
import { keepValue, keyOfValue, pathOfValue, proposedKey } from "./pick.ts";

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
])("the value under %j is at the path %s, which is read back", (keys, path) => {
  expect(pathOfValue(keys)).toBe(path);
  expect(pathKeys(path)).toEqual(keys.map(String));
});

test("a key with quotes of both kinds has no path, and keeps nothing", () => {
  expect(pathOfValue(["a", `"'`])).toBeNull();
  expect(keepValue([], [`"'`])).toEqual([]);
});

test.each<[(string | number)[], string[], string]>([
  [["order", "total"], [], "total"],
  [["order", "total"], ["total"], "total_2"],
  [["order", "total"], ["total", "total_2"], "total_3"],
  [["items", 0], [], "items"],
  [["sold on"], [], "sold_on"],
  [["7up"], [], "_7up"],
  [["$id"], [], "id"],
  [[0], [], "value"],
])("%j is proposed to be kept, beside %j, as %s", (keys, taken, key) => {
  expect(proposedKey(keys, taken)).toBe(key);
});

const total = { key: "total", path: "order.total" };
test.each<[string, object[], object[]]>([
  ["a row of its own", [], [total]],
  ["a row behind others", [{ key: "id", path: "id" }], [{ key: "id", path: "id" }, total]],
  ["the row that waits for a path, under its own key", [{ key: "price", path: "" }], [{ key: "price", path: "order.total" }]],
  ["a row that is blank", [{ key: "", path: " " }], [total]],
  [
    "another key where its own is taken",
    [{ key: "total", path: "sum" }],
    [
      { key: "total", path: "sum" },
      { ...total, key: "total_2" },
    ],
  ],
  [
    "nothing more when it is kept already",
    [{ key: "price", path: " {{ order.total }} " }],
    [{ key: "price", path: " {{ order.total }} " }],
  ],
])("a value that was clicked gets %s", (_, before, after) => {
  expect(keepValue(before as never, ["order", "total"])).toEqual(after);
});

test("the engine's own keys are not proposed", () => {
  expect(keepValue([], ["message"])).toEqual([{ key: "message_2", path: "message" }]);
});

test("a value knows what it is kept as, however the path is spelled", () => {
  const rows = [{ key: "first", path: "items.0.id" }];
  expect(keyOfValue(rows, ["items", 0, "id"])).toBe("first");
  expect(keyOfValue(rows, ["items", 1, "id"])).toBeNull();
});
