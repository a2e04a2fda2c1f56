import { expect, test } from "vitest";
import type { Json } from "#lib/engine/types.ts";
import { pathsRead, readPath, valueAsWritten, valueOf, writePath } from "./sample-paths.ts";

test.each<["template" | "condition", string, string[]]>([
  ["condition", "idade >= 18 and user.name != ''", ["idade", "user.name"]],
  ["condition", "", []],
  ["condition", "idade >=", []],
  ["template", "Oi, {{ user.name }} {{ items[0] }}", ["user.name", "items[0]"]],
  ["template", "plain", []],
])("the %s %j reads %j", (language, source, paths) => {
  expect(pathsRead(language, source)).toEqual(paths);
});

test.each<[string, Json]>([
  ["idade", 18],
  ["user.name", "Ana"],
  ["items[2]", true],
  ['fields["first name"].x', [1]],
  ["deep.er[1].still", null],
])("what is written at %s is read there, and the rest stays", (path, value) => {
  const written = writePath({ kept: 1, user: { age: 3 }, items: "no list" }, path, value);
  expect(written && readPath(written, path)).toEqual(value);
  expect(written).toMatchObject({ kept: 1, user: { age: 3 } });
});

test("what no context may hold is refused, and what is not there reads as nothing", () => {
  expect(writePath({}, "__proto__.x", 1)).toBeNull();
  expect([readPath({}, "constructor.name"), readPath({ a: null }, "a.b")]).toEqual([undefined, undefined]);
});

test.each<[string, Json]>([
  ["18", 18],
  ["Ana", "Ana"],
  ["", ""],
  ["true", true],
  ['"18"', "18"],
  ["[1]", [1]],
  ["{x", "{x"],
])("%j is taken as %j", (written, value) => {
  expect(valueOf(written)).toEqual(value);
});

test.each<[Json | undefined, string]>([
  [undefined, ""],
  ["Ana", "Ana"],
  [18, "18"],
  [[1], "[1]"],
])("%j is written %j", (value, written) => {
  expect(valueAsWritten(value)).toBe(written);
});
