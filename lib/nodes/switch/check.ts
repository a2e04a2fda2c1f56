import type { ConfigIssue } from "../../engine/define-node.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { compilePattern } from "../../engine/values/pattern.ts";
import { type Case, type SwitchConfig, writtenWith } from "./config.ts";
import { TESTS } from "./tests.ts";

/** Codes of the issues that only this type has. */
export type SwitchIssue = "no_cases" | "case_without_value" | "bad_case_pattern" | "same_case";

type Found = ConfigIssue & { code: SwitchIssue };

/** What an author should hear of. */
export function checkSwitch({ cases, save_as }: SwitchConfig): ConfigIssue[] {
  const none: Found[] =
    cases.length > 0
      ? []
      : [{ severity: "warning", code: "no_cases", field: "cases", message: "has no case: everything goes on by otherwise" }];
  return [...none, ...cases.flatMap((one, index) => checkCase(one, index, cases)), ...checkKeys({ save_as })];
}

function checkCase(one: Case, index: number, cases: readonly Case[]): Found[] {
  const given = writtenWith(one);
  const field = `cases.${index}.with`;
  const needed = { nothing: 0, one: 1, two: 2, any: 1, all: 1 }[TESTS[one.test]];
  if (given.filter((written) => written.trim() !== "").length < needed) {
    const message = `has a case ("${one.id}") that does not say what it compares with`;
    return [{ severity: "error", code: "case_without_value", field, message, params: { id: one.id } }];
  }
  const [pattern = ""] = given;
  if (one.test === "matches" && !pattern.includes("{{") && compilePattern(pattern) === null) {
    const message = `has a case ("${one.id}") with a pattern that can not be read`;
    return [{ severity: "error", code: "bad_case_pattern", field, message, params: { id: one.id } }];
  }
  const key = keyOf(one);
  const before = cases.slice(0, index).find((other) => keyOf(other) === key);
  if (before === undefined) return [];
  const message = `asks the same in the cases "${before.id}" and "${one.id}": the second is never reached`;
  return [{ severity: "warning", code: "same_case", field: `cases.${index}`, message, params: { id: one.id, first: before.id } }];
}

const keyOf = (one: Case): string => JSON.stringify([one.test, writtenWith(one)]);
