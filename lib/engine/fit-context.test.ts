import fc from "fast-check";
import { expect, test } from "vitest";
import { CONTEXT_LIMIT, jsonSize } from "./context.ts";
import { fitContext } from "./fit-context.ts";
import type { Context } from "./types.ts";

const say = (role: string, length: number): Context => ({ role, content: role[0]?.repeat(length) ?? "" });

test("what fits is as it was", () => {
  expect(fitContext({ a: 1 }, { b: "x" })).toEqual({ context: { a: 1, b: "x" }, changes: { b: "x" }, gaveWay: false });
});

test("a history gives way from its old end, before anything else", () => {
  const talk = [say("user", 60_000), say("assistant", 100), say("user", 60_000), say("assistant", 200)];
  const fitted = fitContext({ talk, note: "n" }, { last_message: "x".repeat(60_000), key: "x".repeat(60_000), other: "y".repeat(60_000) });
  expect(fitted?.context["talk"]).toEqual(talk.slice(1));
  expect(fitted?.context["key"]).toHaveLength(60_000);
  expect(Object.keys(fitted?.changes ?? {}).sort()).toEqual(["key", "last_message", "other", "talk"]);
});

test("then what was said earlier, then the longest texts, to one length; who the contact is stays", () => {
  const contact = { name: "Ana", notes: "z".repeat(40_000) };
  const texts = Object.fromEntries(["a", "b", "c", "d", "e"].map((key) => [key, key.repeat(60_000)]));
  const fitted = fitContext({ contact, earlier: ["old".repeat(1_000)], short: "s".repeat(9_000) }, texts);
  expect(fitted?.gaveWay).toBe(true);
  expect(fitted?.context).toMatchObject({ contact, earlier: [], short: "s".repeat(9_000) });
  const lengths = new Set(["a", "b", "c", "d", "e"].map((key) => String(fitted?.context[key]).length));
  expect(lengths.size).toBe(1);
  expect([...lengths][0]).toBeGreaterThan(28_000);
});

test("what is not made of long texts can not give way", () => {
  expect(fitContext({}, { many: Array<number>(100_000).fill(1) })).toBeNull();
});

test("whatever it is given: it fits, is the same in any order of keys, and the changes tell all of it", () => {
  const big = fc.nat({ max: 150_000 }).map((length) => "😀x".repeat(length / 3));
  const value = fc.oneof(
    big,
    fc.array(
      big.map((content) => ({ role: "user", content })),
      { maxLength: 4 },
    ),
    fc.record({ text: big, n: fc.nat() }),
  );
  const context = fc.dictionary(fc.constantFrom("a", "bb", "ccc", "earlier", "contact", "message"), value, {
    noNullPrototype: true,
  }) as fc.Arbitrary<Context>;
  const turned = (given: Context): Context => Object.fromEntries(Object.entries(given).reverse());
  fc.assert(
    fc.property(context, context, (before, added) => {
      const fitted = fitContext(before, added);
      expect(fitContext(turned(before), turned(added))).toEqual(fitted);
      if (fitted === null) return;
      expect(jsonSize(fitted.context)).toBeLessThanOrEqual(CONTEXT_LIMIT);
      expect({ ...before, ...fitted.changes }).toEqual(fitted.context);
    }),
    { numRuns: 60 },
  );
});
