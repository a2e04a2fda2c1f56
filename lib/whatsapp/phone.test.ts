import fc from "fast-check";
import { expect, test } from "vitest";
import { formatPhone, lookupVariants } from "./phone.ts";

test.each<[string, string, string[]]>([
  ["Brazil, with the ninth digit", "5531988887777", ["553188887777"]],
  ["Brazil, without it", "553188887777", ["5531988887777"]],
  ["Brazil, landline", "551133334444", []],
  ["Brazil, nine digits that would leave a landline", "5511933334444", []],
  ["Brazil, toll-free", "558001234567", []],
  ["Argentina, with the 9", "5491123456789", ["541123456789"]],
  ["Argentina, without it", "541123456789", ["5491123456789"]],
  ["Argentina, toll-free", "548001234567", []],
  ["Mexico, with the 1", "5215512345678", ["525512345678"]],
  ["Mexico, without it", "525512345678", ["5215512345678"]],
  ["Mexico, toll-free", "528001234567", []],
  ["elsewhere", "351912345678", []],
])("look-up variants: %s", (_name, waId, others) => {
  expect(lookupVariants(waId)).toEqual([waId, ...others]);
});

test("a variant's variants lead back", () => {
  const number = fc
    .tuple(fc.constantFrom("55", "5511", "55119", "54", "549", "52", "521"), fc.stringMatching(/^\d{6,11}$/))
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(number, (waId) => {
      const variants = lookupVariants(waId);
      for (const variant of variants) expect(new Set(lookupVariants(variant))).toEqual(new Set(variants));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["5511999990000", "+55 11 99999-0000"],
  ["551133334444", "+55 11 3333-4444"],
  ["351912345678", "+351912345678"],
])("formatPhone(%s) is %s", (waId, expected) => {
  expect(formatPhone(waId)).toBe(expected);
});
