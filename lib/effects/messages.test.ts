import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CALL_NAMES, type CallName, CALLS } from "../engine/calls.ts";
import type { Context } from "../engine/types.ts";
import { callHttpMessages, failureDetail, failureText } from "./call_http/messages.ts";
import { callEventText, callMessages } from "./messages.ts";
import { CALL_TYPES } from "./registry.ts";

/** The first request that the effect's own cases call valid. */
function requestOf(effect: CallName): Context {
  const cases = JSON.parse(readFileSync(`${import.meta.dirname}/${effect}/cases.json`, "utf8")) as { valid: [Context] };
  return cases.valid[0];
}

describe.each(CALL_NAMES)("%s", (effect) => {
  test.each(["en", "pt-BR"] as const)("speaks of what came back and of what did not (%s)", (locale) => {
    const { notice, turn } = callMessages(effect, locale);
    const answer = CALL_TYPES[effect].mock(requestOf(effect));
    const failure = CALL_TYPES[effect].failed("interrupted");
    for (const say of [notice, turn]) {
      expect(say(answer)).not.toBe("");
      expect(say(failure)).not.toBe(say(answer));
      expect(`${say(answer)} ${say(failure)}`).not.toMatch(/[{}]/);
    }
    expect(callEventText(CALLS[effect].event, locale)).toBe(callMessages(effect, locale).event);
  });

  test("names the node that made it, in both languages", () => {
    expect(callMessages(effect, "en").asks).toContain("{node}");
    expect(callMessages(effect, "pt-BR").asks).toContain("{node}");
  });
});

test("an event that is of no call is not told as one", () => {
  expect(callEventText("timer_fired", "en")).toBeNull();
});

test("a status is told as it is written in HTTP", () => {
  const result = { ok: true, status: 200, headers: {}, body: "", is_json: false, duration_ms: 3, tries: 1 };
  expect(callHttpMessages["pt-BR"].notice(result)).toBe("O outro sistema respondeu 200");
});

const failure = (code: string, error: string) => ({ ok: false, code, error, duration_ms: 0, tries: 1 }) as const;

test.each([
  ["timeout", "no answer within 10 s", "ela não veio a tempo", "no answer within 10 s"],
  ["network", "the server could not be reached", "não foi possível chegar ao servidor", null],
  ["of_a_later_release", "the moon was full", "the moon was full", null],
])("why there is no answer is told in the reader's words, and what the performer knew beyond them: %s", (code, error, text, detail) => {
  expect(failureText(failure(code, error), "pt-BR")).toBe(text);
  expect(failureDetail(failure(code, error), "pt-BR")).toBe(detail);
});
