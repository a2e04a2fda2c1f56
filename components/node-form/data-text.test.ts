import { expect, test } from "vitest";
import { isJsonObject } from "#lib/engine/context.ts";
import { isBegunData } from "#lib/json/begun-data.ts";
import { dataToText, isAnyData, textToData } from "./data-text.ts";

test.each([[[{ id: "0830", time: "8:30" }]], [[]], [{ a: [1, "x"] }], [0], [-2.5], [true], [false]])(
  "%j stays what it is when it is shown and read again",
  (value) => expect(textToData(dataToText(value), isAnyData)).toEqual(value),
);

test.each(['[{"id": 1', "[1,", "{", '"quoted"', "null", "hello", '{"__proto__": 1}'])("the letters of %s are kept as they are", (letters) =>
  expect(textToData(letters, isAnyData)).toBe(letters),
);

test("blank is nothing, and where an object is wanted a list is not one", () => {
  expect(textToData("  ", isAnyData)).toBeUndefined();
  expect(textToData("[1]", isJsonObject)).toBe("[1]");
  expect(textToData('{"a": 1}', isJsonObject)).toEqual({ a: 1 });
});

test.each(["[", "{", '[{"id": 1', '{"a', "[1, 2", "[[", '["a"', ' [ "a"'])("%s is a beginning of data", (text) =>
  expect(isBegunData(text)).toBe(true),
);
test.each(["{{ total }}", "{% if x %}", "[new] Cake", "12", "hello", ""])("%s is a text", (text) => expect(isBegunData(text)).toBe(false));
