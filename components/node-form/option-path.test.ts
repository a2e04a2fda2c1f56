import { expect, test } from "vitest";
import type { Context, Json } from "#lib/engine/types.ts";
import { readOption, writeOption } from "./option-path.ts";

const config: Context = { message: "Hi", choices: [{ id: "a", title: "A" }, { id: "b" }], auth: { type: "none" }, none: null, word: "x" };

test.each<[string, Json | undefined]>([
  ["message", "Hi"],
  ["choices.0.title", "A"],
  ["choices.1.title", undefined],
  ["choices.7.title", undefined],
  ["choices.length", undefined],
  ["choices.-1", undefined],
  ["choices.00", undefined],
  ["auth.type", "none"],
  ["none.type", undefined],
  ["word.length", undefined],
  ["__proto__", undefined],
  ["constructor.name", undefined],
  ["", undefined],
])("at %j stands %j", (path, value) => {
  expect(readOption(config, path)).toEqual(value);
});

test.each<[string, Json | undefined, Context]>([
  ["message", "Hello", { ...config, message: "Hello" }],
  ["message", undefined, { choices: config.choices ?? null, auth: { type: "none" }, none: null, word: "x" }],
  [
    "choices.1.title",
    "B",
    {
      ...config,
      choices: [
        { id: "a", title: "A" },
        { id: "b", title: "B" },
      ],
    },
  ],
  ["choices.0.title", undefined, { ...config, choices: [{ id: "a" }, { id: "b" }] }],
  ["choices.0", undefined, { ...config, choices: [{ id: "b" }] }],
  ["texts.0", "First", { ...config, texts: ["First"] }],
  ["none.0", "First", { ...config, none: ["First"] }],
  ["choices.2", { id: "c" }, { ...config, choices: [{ id: "a", title: "A" }, { id: "b" }, { id: "c" }] }],
  ["auth.token", "t", { ...config, auth: { type: "none", token: "t" } }],
  ["body.value", "v", { ...config, body: { value: "v" } }],
  ["none.deep.value", 1, { ...config, none: { deep: { value: 1 } } }],
])("writing %j puts %j there and changes nothing else", (path, value, expected) => {
  const before = structuredClone(config);
  const written = writeOption(config, path, value);
  expect(written).toEqual(expected);
  expect(config).toEqual(before);
});

test.each<[string, Json | undefined]>([
  ["message", "Hi"],
  ["missing", undefined],
  ["missing.deep", undefined],
  ["choices.3.title", "D"],
  ["choices.-1", {}],
  ["choices.title", "D"],
  ["rows.0.name", "n"],
  ["word.length", 3],
  ["__proto__.polluted", true],
  ["auth.__proto__.polluted", true],
  ["body.__proto__.polluted", true],
  ["constructor.prototype.polluted", true],
])("writing %j leaves the very same config", (path, value) => {
  expect(writeOption(config, path, value)).toBe(config);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test("what a change does not touch stays the same object, so that only what changed is drawn again", () => {
  const written = writeOption(config, "choices.1.title", "B");
  expect(written.auth).toBe(config.auth);
  expect((written.choices as Json[])[0]).toBe((config.choices as Json[])[0]);
});
