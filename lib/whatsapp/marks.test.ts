import fc from "fast-check";
import { expect, test } from "vitest";
import { costOf } from "../../scripts/test-setup/cost.ts";
import cases from "./marks.cases.json" with { type: "json" };
import { toWhatsAppMarks } from "./marks.ts";

test.each(cases)("$name", ({ markdown, text }) => {
  expect(toWhatsAppMarks(markdown)).toBe(text);
});

test.each(cases)("$name: once done it stays as it is", ({ text }) => {
  expect(toWhatsAppMarks(text).replace(/\\/g, "")).toBe(text.replace(/\\/g, ""));
});

test("no word is lost, whatever is written", () => {
  const piece = fc.constantFrom(
    "**",
    "__",
    "~~",
    "`",
    "```\n",
    "[",
    "](",
    "https://a.example",
    ")",
    "|",
    "\n",
    "|-|-|\n",
    "# ",
    " ",
    "\ue000",
    "1",
    "\\",
  );
  const word = fc.constantFrom("pão", "bolo", "x1");
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, word), { maxLength: 30 }), (pieces) => {
      const text = toWhatsAppMarks(pieces.join(""));
      expect(text).not.toMatch(/[\ue000\ue001]/);
      for (const name of ["pão", "bolo"] as const) if (pieces.includes(name)) expect(text).toContain(name);
    }),
    { numRuns: 1000 },
  );
});

test.each(["**a ", "[a](", "| a ", "`", "~~", "__x", "# a\n", "https://a.example/(", "[a]["])(
  "a long text takes no longer than its length: %j again and again",
  (piece) => {
    const costOfLength = (times: number) => costOf(() => toWhatsAppMarks(piece.repeat(times)));
    // Sixteen times the length; where each place looked through all the rest, it would be 256 times the cost.
    expect(costOfLength(32_000) / costOfLength(2_000)).toBeLessThan(96);
  },
);
