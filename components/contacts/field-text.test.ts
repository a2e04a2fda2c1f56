import { expect, test } from "vitest";
import { fieldText, readField } from "./field-text.ts";

test.each(["ouro", "", "12", "true", '{"a":1}', "[x", '"quoted"', 12, -0.5, true, false, [1, "a"], { rua: "A" }])(
  "%j is the same after it was shown and read again",
  (value) => {
    expect(readField(fieldText(value))).toEqual(value);
  },
);

test.each([
  ["12", 12],
  [" 12.50 ", 12.5],
  ["true", true],
  ['{"a": 1}', { a: 1 }],
  ["5511912345678", "5511912345678"],
  ["007", "007"],
  ["null", "null"],
  ["{ broken", "{ broken"],
  ["12 anos", "12 anos"],
])("what is written as %s is kept as %j", (text, value) => {
  expect(readField(text)).toEqual(value);
});
