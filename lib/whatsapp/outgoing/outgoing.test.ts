import { expect, test } from "vitest";
import { z } from "zod";
import { META_LIMITS } from "../limits.ts";
import { defineOutgoing } from "./define-outgoing.ts";
import { splitMessage, toPlainText } from "./registry.ts";

const TEXT = { type: "text", text: "Olá", data: { preview_url: true } };

test("a text longer than Meta takes becomes several messages, in order, each with what the one had", () => {
  const parts = splitMessage({ ...TEXT, text: `${"a".repeat(META_LIMITS.text.body - 1)}. ${"b".repeat(10)}` });
  expect(parts.map(({ text }) => text.length)).toEqual([META_LIMITS.text.body, 10]);
  for (const { type, data } of parts) expect({ type, data }).toEqual({ type: "text", data: { preview_url: true } });
});

test("a blank text is no message, and one of an unknown type stays, so that it fails where it can be seen", () => {
  expect(splitMessage({ ...TEXT, text: " \n" })).toEqual([]);
  for (const type of ["hologram", "constructor"]) expect(splitMessage({ ...TEXT, type })).toEqual([{ ...TEXT, type }]);
});

test("the plain text of a message is its text where the type is unknown or the data does not fit", () => {
  for (const message of [TEXT, { ...TEXT, type: "hologram" }, { ...TEXT, data: { preview_url: 1 } }])
    expect(toPlainText(message)).toBe("Olá");
});

test("a type with more than its text says so in its plain text, and is never cut unless it says how", () => {
  const poll = defineOutgoing({
    type: "poll",
    text: z.string().max(10),
    data: z.strictObject({ answers: z.array(z.string()).max(3) }),
    toGraphPart: ({ text, data }) => ({ question: text, answers: data.answers }),
    toPlainText: ({ text, data }) => [text, ...data.answers].join("\n"),
  });
  const message = { type: "poll", text: "Café?", data: { answers: ["sim", "não"] } };
  expect(poll.toGraphPart(message)).toEqual({ question: "Café?", answers: ["sim", "não"] });
  expect(poll.toPlainText(message)).toBe("Café?\nsim\nnão");
  expect(poll.split({ ...message, text: "longer than ten" })).toEqual([{ ...message, text: "longer than ten" }]);
  expect(() => poll.toGraphPart({ ...message, text: "longer than ten" })).toThrow(/"poll".*text/);
  expect(() => poll.toGraphPart({ ...message, data: { answers: ["a", "b", "c", "d"] } })).toThrow(/data\.answers/);
});
