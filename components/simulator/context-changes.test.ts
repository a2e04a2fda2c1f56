import { expect, test } from "vitest";
import type { Context } from "#lib/engine/types.ts";
import { markChanges } from "./context-changes.ts";

test.each<[string, Context, Context, Record<string, string>]>([
  ["nothing", { a: 1 }, { a: 1 }, {}],
  ["a new key", {}, { a: 1 }, { a: "new" }],
  ["another value", { a: 1 }, { a: 2 }, { a: "changed" }],
  [
    "a value inside, and all above it",
    { a: { b: { c: 1 } } },
    { a: { b: { c: 2 } } },
    { a: "changed", "a.b": "changed", "a.b.c": "changed" },
  ],
  ["one more in a list", { a: [1] }, { a: [1, 2] }, { a: "changed", "a.1": "new" }],
  ["a text that becomes an object", { a: "x" }, { a: { b: 1 } }, { a: "changed" }],
])("marks %s", (_, before, after, marks) => {
  expect(Object.fromEntries(markChanges(before, after))).toEqual(marks);
});
