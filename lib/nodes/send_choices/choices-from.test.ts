import fc from "fast-check";
import { expect, test } from "vitest";
import type { Context, Json } from "../../engine/types.ts";
import { type ChoicesFrom, MAX_CHOICES, resolveChoices } from "./choices-from.ts";

const at = (list: string, id = "", title = "", description = ""): ChoicesFrom => ({ list, id, title, description });
const shops = at("shops", "code", "name", "address.street");

test.each<[string, Context, ChoicesFrom, string[]]>([
  ["texts", { days: ["Seg", " Ter "] }, at("days"), ["Seg=Seg", "Ter=Ter"]],
  ["numbers", { sizes: [36, 37.5] }, at("sizes"), ["36=36", "37.5=37.5"]],
  ["texts, whatever the ways say", { days: ["Seg"] }, at("days", "code", "name"), ["Seg=Seg"]],
  ["items", { shops: [{ code: 7, name: "Centro", address: { street: "Rua A" } }] }, shops, ["7=Centro (Rua A)"]],
  ["items without a description", { shops: [{ code: "c", name: "Centro", address: null }] }, shops, ["c=Centro"]],
  ["items that are their title", { shops: [{ name: "Centro" }] }, at("shops", "", "name"), ["Centro=Centro"]],
  ["items that are their id", { shops: [{ code: "c" }] }, at("shops", "code"), ["c=c"]],
  ["items that are lists", { rows: [["c", "Centro"]] }, at("rows", "[0]", "[1]"), ["c=Centro"]],
  ["a list further in", { answer: { body: { items: ["a"] } } }, at("answer.body.items"), ["a=a"]],
  ["a list in a list", { shops: [{ "on sundays": ["a"] }] }, at(`shops[0]["on sundays"]`), ["a=a"]],
  ["a key in single quotes", { "my list": ["a"] }, at("['my list']"), ["a=a"]],
  ["a way in braces", { days: ["Seg"] }, at("{{ days }}"), ["Seg=Seg"]],
  ["a way in one brace", { days: ["Seg"] }, at("{days}"), ["Seg=Seg"]],
  ["a key with an accent", { horários: ["9h"] }, at("horários"), ["9h=9h"]],
  ["an empty list", { days: [] }, at("days"), []],
  ["what is not there", {}, at("days"), []],
  ["what is no list", { days: { a: "Seg" } }, at("days"), []],
  ["a text", { days: "Seg, Ter" }, at("days"), []],
  ["no way at all", { days: ["Seg"] }, at(" "), []],
  ["a way that cannot be read", { days: ["Seg"] }, at("days | first"), []],
  ["a way into a text", { days: "Seg" }, at("days[0]"), []],
  ["a way by a list's length", { days: ["Seg"] }, at("days.length"), []],
  ["a way to a prototype", { days: ["Seg"] }, at("__proto__.days"), []],
])("%s", (_name, context, from, expected) => {
  const { choices, unusable } = resolveChoices(context, from);
  expect(choices.map(({ id, title, description }) => `${id}=${title}${description && ` (${description})`}`)).toEqual(expected);
  expect(unusable).toEqual([]);
});

test.each<[string, Json[], ChoicesFrom, string[], { index: number; why: string }[]]>([
  ["null, true, lists", [null, true, ["a"], "a"], at("list"), ["a"], [0, 1, 2].map((index) => ({ index, why: "no_title" }))],
  [
    "blank titles",
    ["", " ", "\u200b", { name: " " }],
    at("list", "", "name"),
    [],
    [0, 1, 2, 3].map((index) => ({ index, why: "no_title" })),
  ],
  [
    "no id where one is asked for",
    [{ name: "Centro" }, { name: "Sul", code: [] }],
    at("list", "code", "name"),
    [],
    [0, 1].map((index) => ({ index, why: "no_id" })),
  ],
  ["an id once more", ["a", "b", "a"], at("list"), ["a", "b"], [{ index: 2, why: "same_id" }]],
  ["a number and a text with its digits", [1, "1"], at("list"), ["1"], [{ index: 1, why: "same_id" }]],
])("not usable: %s", (_name, list, from, ids, unusable) => {
  const resolved = resolveChoices({ list }, from);
  expect(resolved.choices.map(({ id }) => id)).toEqual(ids);
  expect(resolved.unusable).toEqual(unusable);
});

test("a record's number is not what a contact would write", () => {
  const list = [{ code: 7, name: "Centro" }, { code: "sku-7", name: "Sul" }, "3"];
  const { choices } = resolveChoices({ list }, at("list", "code", "name"));
  expect(choices.map(({ id, privateId = false }) => [id, privateId])).toEqual([
    ["7", true],
    ["sku-7", false],
    ["3", false],
  ]);
});

test("of a list without end the beginning is taken", () => {
  const list = Array.from({ length: MAX_CHOICES + 50 }, (_, index) => index);
  const { choices, unusable } = resolveChoices({ list }, at("list"));
  expect(choices.map(({ id }) => id)).toEqual(list.slice(0, MAX_CHOICES).map(String));
  expect(unusable).toEqual([{ index: MAX_CHOICES, why: "too_many" }]);
});

test("whatever a list holds, ids are unique, and titles can be seen", () => {
  const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(fc.array(fc.oneof(json, fc.record({ a: json, b: json }))), fc.constantFrom("", "a", "b"), (list, id) => {
      const { choices, unusable } = resolveChoices({ list }, at("list", id, "b", "a"));
      expect(choices.length + unusable.length).toBe(list.length);
      expect(new Set(choices.map((choice) => choice.id)).size).toBe(choices.length);
      for (const { title } of choices) expect(title.trim()).not.toBe("");
    }),
  );
});
