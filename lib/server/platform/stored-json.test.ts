import fc from "fast-check";
import { expect, test } from "vitest";
import { storedJson } from "./stored-json.ts";

test.each([
  [{ a: "x\0y" }, { a: "xy" }],
  [
    { a: "x\ud83d", b: ["\udc00y", "\ud83d\ud83d\ude00"] },
    { a: "x\ufffd", b: ["\ufffdy", "\ufffd😀"] },
  ],
  [
    { "k\0": 1, "\ud800": 2 },
    { k: 1, "\ufffd": 2 },
  ],
  ["\\u0000 \\ud83d as somebody typed it", "\\u0000 \\ud83d as somebody typed it"],
  ["\\\0", "\\"],
  ['\u0001\t"\\😀', '\u0001\t"\\😀'],
])("%j is stored as %j", (value, expected) => {
  expect(JSON.parse(storedJson(value))).toEqual(expected);
});

test("whatever is in it, no text of it holds what PostgreSQL refuses, and what can be stored stays as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary", maxDepth: 2 }), fc.string({ unit: "binary" }), (value, text) => {
      const whole = JSON.stringify([value, text]);
      const stored = storedJson([value, text]);
      expect(stored).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/);
      if (!/\\u(0000|d[89a-f])/.test(whole)) expect(stored).toBe(whole);
    }),
    { numRuns: 50 },
  );
});
