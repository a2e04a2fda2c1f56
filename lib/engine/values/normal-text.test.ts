import fc from "fast-check";
import { expect, test } from "vitest";
import { coreOf, fold } from "./normal-text.ts";

test.each([
  ["Não", "nao"],
  ["na\u0303o", "nao"],
  ["  SEGUNDA \n\t via ", "segunda via"],
  ["não\u200b", "nao"],
  ["\u202esim\u202c", "sim"],
  ["\ufeffsim\u00ad", "sim"],
  ["Ａｂ１", "ab1"],
  ["Straße", "strasse"],
  ["ΟΔΟΣ", "οδοσ"],
  ["İstanbul", "istanbul"],
  ["㎒", "mhz"],
  ["2️⃣", "2"],
  ["🔟", "10"],
  ["❤️", "❤"],
  ["👍🏽", "👍"],
  ["👨‍👩‍👧", "👨👩👧"],
  ["ガ", "ガ"],
  ["が", "が"],
  ["कु", "कु"],
  ["\u2800", ""],
])("the normal form of %j is %j", (text, normal) => {
  expect(fold(text)).toBe(normal);
});

test.each([
  ["sim!", "sim"],
  ["✅ sim", "sim"],
  ["*sim*", "sim"],
  ["«sim, claro»…", "sim, claro"],
  ["👍", "👍"],
  ["?!", "?!"],
  ["𐐷.", "𐐷"],
  ["", ""],
])("the core of %j is %j", (normal, core) => {
  expect(coreOf(normal)).toBe(core);
});

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."ßſŉǰᾳΣςİıﬁ㎒ªº½①🔟e\u0301\u20e3\u0345") }),
);

test("a normal form is its own normal form", () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(fold(fold(one))).toBe(fold(one));
    }),
    { numRuns: 2000 },
  );
});

test("case, composition, and what is not seen make no difference", () => {
  const invisible = fc.constantFrom("\u200b", "\u200d", "\ufe0f", "\u2066", "\u00ad");
  fc.assert(
    fc.property(text, invisible, (one, mark) => {
      const normal = fold(one);
      expect(fold(one.toUpperCase())).toBe(normal);
      expect(fold(one.normalize("NFD"))).toBe(normal);
      expect(fold(` ${mark}${one}${mark}\n`)).toBe(normal);
    }),
    { numRuns: 1000 },
  );
});
