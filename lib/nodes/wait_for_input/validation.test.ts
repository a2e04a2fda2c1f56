import { expect, test } from "vitest";
import { costOf } from "../../../scripts/test-setup/cost.ts";
import type { WaitConfig } from "./config.ts";
import { isValid } from "./validation.ts";

const fits = (text: string, pattern: string) => isValid(text, { pattern } as WaitConfig["validation"], {}, { now: 0 });

test("a pattern that takes long over a long text holds nobody up: such a text is no answer", () => {
  const text = "a".repeat(65_536);
  for (const pattern of [".{1,500}.{1,500}b", "(a{1,30}){1,30}b", "(a?){500}a{500}"]) {
    fits("aab", pattern);
    expect(fits(text, pattern), pattern).toBe(false);
    expect(
      costOf(() => fits(text, pattern)),
      pattern,
    ).toBeLessThan(0.1);
  }
});

test("an ordinary pattern is tried on all that WhatsApp carries", () => {
  expect([fits("a".repeat(4_096), "[a-z]+"), fits("a".repeat(4_096), "\\d+")]).toEqual([true, false]);
});
