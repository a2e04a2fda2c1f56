import fc from "fast-check";
import { expect, test } from "vitest";
import { parseKeepingDigits, pathOfLargeNumber } from "./whole-numbers.ts";

test.each<[string, unknown, PropertyKey[] | null]>([
  ['{"id":9007199254740993}', { id: "9007199254740993" }, ["id"]],
  ['{"a":[1,{"b":-12345678901234567890}]}', { a: [1, { b: "-12345678901234567890" }] }, ["a", "1", "b"]],
  ["12345678901234567890", "12345678901234567890", []],
  ['{"id":9007199254740991}', { id: 9007199254740991 }, null],
  ['{"id":"12345678901234567890","t":": 12345678901234567890, "}', { id: "12345678901234567890", t: ": 12345678901234567890, " }, null],
  ['{"t":"\\": 12345678901234567890","n" : 12345678901234567890}', { t: '": 12345678901234567890', n: "12345678901234567890" }, ["n"]],
  ['{"a":1e20,"b":1234567890123456.5,"c":0.12345678901234567890}', { a: 1e20, b: 1234567890123456.5, c: 0.1234567890123456789 }, null],
])("%s keeps its digits", (json, kept, path) => {
  expect(parseKeepingDigits(json)).toEqual(kept);
  expect(pathOfLargeNumber(json, JSON.parse(json))).toEqual(path);
});

test("JSON without such numbers is what JSON.parse makes of it", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      fc.pre(pathOfLargeNumber(json, JSON.parse(json)) === null);
      expect(parseKeepingDigits(json)).toEqual(JSON.parse(json));
    }),
  );
});

test("what is no JSON is refused as ever", () => {
  expect(() => parseKeepingDigits('{"a": 12345678901234567890')).toThrow(SyntaxError);
});
