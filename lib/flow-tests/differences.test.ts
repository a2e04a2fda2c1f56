import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context } from "../engine/types.ts";
import { compareMessages, missingFrom } from "./differences.ts";

const MARK = { same: " ", missing: "-", extra: "+" };
const shown = (expected: string[], actual: string[]) => compareMessages(expected, actual).map(({ kind, text }) => `${MARK[kind]}${text}`);

test.each<[string, string[], string[], string[]]>([
  ["equal lists", ["a", "b"], ["a", "b"], [" a", " b"]],
  ["a changed text", ["a", "b"], ["a", "c"], [" a", "-b", "+c"]],
  ["a message too few", ["a", "b", "c"], ["a", "c"], [" a", "-b", " c"]],
  ["a message too many", ["a"], ["x", "a"], ["+x", " a"]],
  ["another order", ["a", "b"], ["b", "a"], ["-a", " b", "+a"]],
  ["nothing expected", [], ["a"], ["+a"]],
  ["nothing sent", ["a"], [], ["-a"]],
])("messages: %s", (_, expected, actual, lines) => {
  expect(shown(expected, actual)).toEqual(lines);
});

test("the comparison holds both lists, each in its order", () => {
  const list = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 });
  fc.assert(
    fc.property(list, list, (expected, actual) => {
      const lines = compareMessages(expected, actual);
      const of = (kind: string) => lines.filter((line) => line.kind === "same" || line.kind === kind).map(({ text }) => text);
      expect(of("missing")).toEqual(expected);
      expect(of("extra")).toEqual(actual);
    }),
  );
});

test.each<[string, Context, Context, string[]]>([
  ["what is there", { a: 1, b: 2 }, { a: 1 }, []],
  ["another value", { a: 1 }, { a: "1" }, ["a"]],
  ["a key that is missing", {}, { a: null }, ["a"]],
  ["more keys in an object", { a: { x: 1, y: 2 } }, { a: { x: 1 } }, []],
  ["another value inside", { a: { x: { y: 1 } } }, { a: { x: { y: 2 } } }, ["a.x.y"]],
  ["a longer list", { a: [1, 2] }, { a: [1] }, ["a"]],
  ["a list of objects", { a: [{ x: 1, y: 2 }] }, { a: [{ y: 2, x: 1 }] }, []],
  ["an object in place of a text", { a: {} }, { a: "x" }, ["a"]],
  ["an inherited name", {}, { toString: "x" }, ["toString"]],
])("context: %s", (_, context, expected, paths) => {
  expect(missingFrom(context, expected).map(({ path }) => path)).toEqual(paths);
});
