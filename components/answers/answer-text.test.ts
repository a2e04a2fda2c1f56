import { expect, test } from "vitest";
import { answerText } from "./answer-text.ts";

test.each<[unknown, string]>([
  ["Ana", "Ana"],
  [7.5, "7.5"],
  [false, "false"],
  [null, ""],
  [undefined, ""],
  [["a", 2], "a, 2"],
  [{ id: "1", type: "image", filename: null, mime_type: "image/png" }, "image"],
  [{ latitude: 1, longitude: 2, name: "Praça da Sé", address: "Centro" }, "Praça da Sé"],
  [{ a: 1 }, '{"a":1}'],
])("%j reads as %s", (value, expected) => {
  expect(answerText(value)).toBe(expected);
});
