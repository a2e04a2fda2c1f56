import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AnswerSettings } from "./reading.ts";
import { ANSWER_READERS, type AnswerType } from "./registry.ts";

const SETTINGS: AnswerSettings = {
  now: Date.parse("2026-11-30T13:00:00Z"),
  timeZone: "America/Sao_Paulo",
  language: "pt-BR",
  country: "BR",
};
const TYPES = Object.keys(ANSWER_READERS) as AnswerType[];
const PIECES = [
  "1",
  "05",
  "/",
  "12",
  " ",
  ":",
  "h",
  "e",
  "meia",
  " às ",
  "dia ",
  "sexta",
  "mil",
  ",",
  ".",
  "ou",
  "-",
  "@",
  "a",
  "R$",
  "\u0001",
  "\ue000",
  "➋",
  "９",
];
const fragments = fc.array(fc.constantFrom(...PIECES), { maxLength: 80 }).map((parts) => parts.join(""));

describe.each(TYPES)("%s", (type) => {
  const read = ANSWER_READERS[type];

  test("never throws, and reads the same again", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme", maxLength: 300 }), fragments), (said) => {
        expect(read(said, SETTINGS)).toEqual(read(said, SETTINGS));
      }),
      { numRuns: 300 },
    );
  });

  test("ten times as much of anything takes about ten times as long", () => {
    const seconds = (said: string) => {
      const start = performance.now();
      for (let round = 0; round < 20; round++) read(said, SETTINGS);
      return performance.now() - start;
    };
    for (const piece of ["1", "1 ", "1.", "a.", "a@", "um e ", "mil ", "dia ", "1/", "( ", "-", "as 1 "]) {
      const [short, long] = [piece.repeat(Math.ceil(180 / piece.length)), piece.repeat(Math.ceil(1_800 / piece.length))];
      // What nobody writes ends early; a quadratic one would take a hundred times as long.
      expect(seconds(long), piece).toBeLessThan(60 * (seconds(short) + 5));
    }
  });

  test("its own value, said back, says the same", () => {
    const given = [
      "05/12",
      "15h",
      "amanhã 15h",
      "12,5",
      "7",
      "R$ 10",
      "ana@x.com",
      "11987650101",
      "52998224725",
      "11222333000181",
      "01310100",
      "ABC1D23",
      "x.com",
    ];
    for (const said of given) {
      const reading = read(said, SETTINGS);
      if (reading.kind !== "value") continue;
      const again = type === "number" || type === "money" ? String(reading.value).replace(".", ",") : String(reading.value);
      expect(read(again, SETTINGS)).toEqual(reading);
    }
  });
});
