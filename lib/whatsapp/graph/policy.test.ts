import { describe, expect, test } from "vitest";
import { attemptsAllowed, ERROR_RULES, MAX_HELD_ATTEMPTS, MAX_SEND_ATTEMPTS, retryDelaySeconds, ruleOfCode } from "./policy.ts";

test("no code stands in the table twice, but for what a subcode or Meta's words tell apart", () => {
  const codes = ERROR_RULES.filter(({ subcodes, words }) => subcodes === undefined && words === undefined).flatMap((rule) => rule.codes);
  expect(codes).toEqual([...new Set(codes)]);
});

describe("what holds a channel back waits for whoever can mend it", () => {
  test.each(ERROR_RULES.map((rule) => [`${rule.errorClass} ${rule.codes.join(" ")}`, rule] as const))("%s", (_name, rule) => {
    // Only what was refused before processing may be sent again, and only Siga or the operator can make it succeed.
    if (rule.kind === "retry") expect(["siga", "operator"]).toContain(rule.acts);
    expect(rule.mend === null).toBe(rule.scope !== "channel");
    // What an operator mends is no fault of the message's, so none fails of it.
    if (rule.acts === "operator") expect(rule).toMatchObject({ scope: "channel", kind: "retry", waitSeconds: expect.any(Number) });
    if (rule.scope !== "channel") expect(rule.waitSeconds).toBeNull();
  });
});

test.each([
  [131047, "failed window author"],
  [131056, "retry throttle siga"],
  [190, "retry auth operator"],
  [250, "retry auth operator"],
  [131042, "retry billing operator"],
  [131026, "failed recipient nobody"],
  [131016, "unknown transient siga"],
  [133010, "retry number operator"],
  [368, "retry policy operator"],
])("%i: what is done and who acts", (code, expected) => {
  const { kind, errorClass, acts } = ruleOfCode(code) ?? {};
  expect(`${kind} ${errorClass} ${acts}`).toBe(expected);
});

test("a code that nobody wrote down has no rule", () => {
  expect([ruleOfCode(999_999), ruleOfCode(-1), ruleOfCode(Number.NaN)]).toEqual([null, null, null]);
});

describe("the wait before the next attempt", () => {
  const plain = { code: null, retryAfterSeconds: null };
  test("grows from 1 s with full jitter, up to 300 s", () => {
    expect([1, 2, 3, 9, 50].map((attempt) => [retryDelaySeconds(attempt, plain, 0), retryDelaySeconds(attempt, plain, 1)])).toEqual([
      [1, 2],
      [1, 4],
      [1, 8],
      [1, 300],
      [1, 300],
    ]);
  });
  test("is 4^n for the pair rate, n from 0", () => {
    expect([1, 2, 3, 4, 5, 9].map((attempt) => retryDelaySeconds(attempt, { code: 131056, retryAfterSeconds: null }, 0.5))).toEqual([
      1, 4, 16, 64, 256, 300,
    ]);
  });
  test("comes on top of what Meta asks for", () => {
    expect(retryDelaySeconds(1, { code: 130429, retryAfterSeconds: 60 }, 1)).toBe(62);
  });
  test("is longer by one day of attempts where the channel is held back", () => {
    expect([attemptsAllowed({ scope: "message" }), attemptsAllowed({ scope: "contact" }), attemptsAllowed({ scope: "channel" })]).toEqual([
      MAX_SEND_ATTEMPTS,
      MAX_SEND_ATTEMPTS,
      MAX_HELD_ATTEMPTS,
    ]);
    expect(MAX_HELD_ATTEMPTS * 300).toBe(24 * 3600);
  });
});
