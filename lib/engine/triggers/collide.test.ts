import { expect, test } from "vitest";
import type { TriggerEntry } from "../trigger-types.ts";
import { validate } from "../validate/validate.ts";
import { collisions, covers } from "./collide.ts";
import { triggerSchema } from "./schema.ts";

const trigger = (given: object) => triggerSchema.parse({ id: "t", ...given });
const entry = (flowId: number, given: object): TriggerEntry => ({ flowId, flowVersionId: flowId, trigger: trigger(given) });
const words = (match: string, ...list: string[]) => ({ type: "words", match, words: list });

test.each([
  ["the same word, whatever its case", words("exact", "Oi", "menu"), words("contains", "óI"), ["Oi"]],
  ["another word", words("exact", "oi"), words("exact", "olá"), null],
  ["another priority", words("exact", "oi"), { ...words("exact", "oi"), priority: 1 }, null],
  ["any message twice", { type: "any_message" }, { type: "any_message" }, []],
  ["on other channels", { type: "any_message", channels: ["1"] }, { type: "any_message", channels: ["2"] }, null],
  ["on a channel of all", { type: "any_message", channels: ["1"] }, { type: "any_message" }, []],
  ["another type", { type: "any_message" }, { type: "first_message" }, null],
  ["any ad and one ad", { type: "referral" }, { type: "referral", source_ids: ["1"] }, []],
  ["two ads", { type: "referral", source_ids: ["1"] }, { type: "referral", source_ids: ["2"] }, null],
  ["two schedules", { type: "schedule", cron: "0 9 * * *" }, { type: "schedule", cron: "0 9 * * *" }, null],
])("%s", (_, mine, other, shared) => {
  expect(collisions([entry(1, mine)], [entry(2, other)]).map((each) => each.shared)).toEqual(shared === null ? [] : [shared]);
});

test.each([
  [{ type: "any_message" }, words("exact", "oi"), true],
  [{ type: "any_message" }, { type: "missed_call" }, false],
  [{ type: "any_message" }, { ...words("exact", "oi"), on_open: "end" }, false],
  [{ type: "any_message", on_open: "end" }, { ...words("exact", "oi"), on_open: "end" }, true],
  [{ type: "any_message", channels: ["1"] }, words("exact", "oi"), false],
  [words("contains", "oi"), words("exact", "oi tudo bem", "oi"), true],
  [words("contains", "oi"), words("exact", "oi", "olá"), false],
  [words("exact", "oi"), words("first_word", "oi"), false],
  [words("first_word", "bom"), words("exact", "bom dia"), true],
  [{ type: "referral" }, { type: "referral", source_ids: ["1"] }, true],
  [{ type: "referral", source_ids: ["1"] }, { type: "referral" }, false],
  [{ type: "api" }, { type: "api" }, false],
])("%j before %j takes all of it: %s", (first, later, expected) => expect(covers(trigger(first), trigger(later))).toBe(expected));

test("the linter tells of triggers that begin nothing or never get a turn", () => {
  const found = (...given: object[]) =>
    validate({ nodes: [], transitions: [], start: null, triggers: given.map((each, n) => trigger({ id: `t${n}`, ...each })) }, new Map())
      .filter(({ code }) => code.startsWith("trigger_"))
      .map(({ code, field }) => `${code} ${field}`);
  expect(found(words("exact", "oi"), { type: "any_message" })).toEqual([]);
  expect(found(words("exact", " ?", ""))).toEqual(["trigger_without_words triggers.t0"]);
  expect(found({ type: "any_message", priority: 1 }, words("exact", "oi"))).toEqual(["trigger_never_reached triggers.t1"]);
  expect(found({ type: "schedule", cron: "0 9 31 2 *", labels: ["vip"] })).toEqual(["trigger_bad_cron triggers.t0"]);
  expect(found({ type: "schedule", cron: "nine", labels: [" "] })).toEqual([
    "trigger_bad_cron triggers.t0",
    "trigger_without_audience triggers.t0",
  ]);
});
