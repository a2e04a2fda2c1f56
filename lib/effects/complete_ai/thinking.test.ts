import fc from "fast-check";
import { expect, test } from "vitest";
import cases from "./thinking.cases.json" with { type: "json" };
import { withoutThinking } from "./thinking.ts";

test.each(cases)("$name", ({ written, text }) => {
  expect(withoutThinking(written).text).toBe(text);
});

test("whatever is written ends, and no mark of a thought is left", () => {
  const piece = fc.constantFrom("<think>", "</think>", "[THINK]", "[/THINK]", "<|channel|>", "final", "<|message|>", "sim", " ", "`");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const { text } = withoutThinking(pieces.join(""));
      expect(text).toBe(text.trim());
      expect(text).not.toMatch(/(?<!`)<\/?think>/);
    }),
    { numRuns: 500 },
  );
});
