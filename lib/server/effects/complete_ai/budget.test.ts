import { expect, test } from "vitest";
import { unitsOf } from "./budget.ts";

const plain = { max_tokens: null, extra_body: null };

test.each([
  [plain, 1],
  [{ max_tokens: 300, extra_body: { n: 3 } }, 3],
  [{ max_tokens: 9_000, extra_body: null }, 3],
  [{ max_tokens: null, extra_body: { n: "2", max_completion_tokens: 5_000 } }, 4],
  [{ max_tokens: null, extra_body: { n: -1 } }, 1],
])("%j counts as %i", (request, units) => {
  expect(unitsOf(request)).toBe(units);
});
