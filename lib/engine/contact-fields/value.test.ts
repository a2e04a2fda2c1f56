import { expect, test } from "vitest";
import type { ContactField, FieldType } from "./types.ts";
import { asFieldValue, fitsField, readFieldText } from "./value.ts";

const field = (type: FieldType): ContactField => ({ key: "f", name: "F", type, choices: ["Ouro", "São Paulo"] });

test.each<[FieldType, string, unknown]>([
  ["text", " 007 ", "007"],
  ["text", "x".repeat(10_001), undefined],
  ["number", "1.234,56", 1234.56],
  ["number", "-12", -12],
  ["number", "doze", undefined],
  ["number", "", undefined],
  ["date", "2026-02-28", "2026-02-28"],
  ["date", "28/02/2026", "2026-02-28"],
  ["date", "1.2.2026", "2026-02-01"],
  ["date", "2026-02-30", undefined],
  ["date", "31/04/2026", undefined],
  ["date", "amanhã", undefined],
  ["boolean", "Sim", true],
  ["boolean", "NÃO", false],
  ["boolean", "true", true],
  ["boolean", "0", false],
  ["boolean", "talvez", undefined],
  ["choice", "sao paulo", "São Paulo"],
  ["choice", "OURO ", "Ouro"],
  ["choice", "prata", undefined],
])("a field of the type %s reads %j as %j", (type, text, value) => {
  expect(readFieldText(field(type), text, "pt-BR")).toEqual(value);
  if (value !== undefined) expect(fitsField(field(type), value as string)).toBe(true);
});

test.each<[FieldType, unknown]>([
  ["text", 7],
  ["text", null],
  ["number", "7"],
  ["number", Number.NaN],
  ["date", "28/02/2026"],
  ["date", "2026-02-30"],
  ["date", "2026-2-3"],
  ["boolean", "true"],
  ["choice", "ouro"],
  ["choice", ["Ouro"]],
])("a field of the type %s does not hold %j", (type, value) => expect(fitsField(field(type), value as string)).toBe(false));

test("what a flow gives is kept as it is where it fits, read where it is a text, and refused where it is a thing", () => {
  expect(asFieldValue(field("number"), 5, "pt-BR")).toBe(5);
  expect(asFieldValue(field("number"), "1.500", "pt-BR")).toBe(1500);
  expect(asFieldValue(field("number"), "1.500", "en-US")).toBe(1.5);
  expect(asFieldValue(field("text"), 5, "pt-BR")).toBe("5");
  expect(asFieldValue(field("boolean"), 1, "pt-BR")).toBe(true);
  expect(asFieldValue(field("text"), { a: 1 }, "pt-BR")).toBeUndefined();
  expect(asFieldValue(field("text"), null, "pt-BR")).toBeUndefined();
});
