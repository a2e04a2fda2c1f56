import { parseCondition } from "../../engine/condition.ts";
import type { ConfigIssue } from "../../engine/define-node.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { compilePattern } from "../../engine/values/pattern.ts";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { writtenLength } from "../written-length.ts";
import type { AskingConfig, WaitConfig } from "./config.ts";
import { canBound, limitOf } from "./validation.ts";

/** Codes of the issues that only this type has. */
export type WaitIssue =
  "bad_pattern" | "bad_condition" | "no_choices_to_name" | "bounds_crossed" | "bound_unread" | "text_over_limit" | AskingIssue;
/** Those of every node that asks. */
export type AskingIssue = "late_reminder" | "empty_reminder";

type Found = ConfigIssue & { code: WaitIssue };

/** What an author should hear of. */
export function checkWait(config: WaitConfig): ConfigIssue[] {
  return [...checkTexts(config), ...checkValidation(config), ...checkAsking(config)];
}

/** What is longer goes as several messages, and each costs. */
function checkTexts({ question, invalid_messages, reminders }: WaitConfig): Found[] {
  const limit = META_LIMITS.text.body;
  const texts = [
    ["question", question] as const,
    ...invalid_messages.map((text, index) => [`invalid_messages.${index}`, text] as const),
    ...reminders.map(({ message }, index) => [`reminders.${index}.message`, message] as const),
  ];
  return texts.flatMap(([field, text]): Found[] => {
    const length = writtenLength(text);
    if (length <= limit) return [];
    const message = `has a text of ${length} characters: WhatsApp takes ${limit} in a message, so it goes as several`;
    return [{ severity: "warning", code: "text_over_limit", field, message, params: { limit, length } }];
  });
}

/** What every node that asks is checked for. */
export function checkAsking(config: AskingConfig): ConfigIssue[] {
  return [...checkReminders(config), ...checkKeys({ context_key: config.context_key })];
}

function checkValidation({ expect, choices, validation }: WaitConfig): Found[] {
  const issues: Found[] = [];
  const { pattern = "", condition = "", min, max, min_length, max_length } = validation;
  if (expect === "one_of" && choices.length === 0) {
    issues.push({
      severity: "error",
      code: "no_choices_to_name",
      field: "choices",
      message: "expects one of a list, and the list is empty",
    });
  }
  if (pattern.trim() !== "" && compilePattern(pattern) === null) {
    const message = "has a pattern that can not be read";
    issues.push({ severity: "error", code: "bad_pattern", field: "validation.pattern", message });
  }
  if (condition.trim() !== "" && !isReadable(condition)) {
    const message = "has a condition for its answer that can not be read";
    issues.push({ severity: "error", code: "bad_condition", field: "validation.condition", message });
  }
  for (const [field, bound = ""] of [
    ["min", min],
    ["max", max],
  ] as const) {
    if (bound.trim() === "" || canBound(expect, bound.trim(), LANGUAGES)) continue;
    const message = "takes no answer: what it has to be at least or at most can not be compared with what is expected";
    issues.push({ severity: "error", code: "bound_unread", field: `validation.${field}`, message });
  }
  const isCrossed = (min ?? "").trim() !== "" && (max ?? "").trim() !== "" && LANGUAGES.every((language) => isAbove(min, max, language));
  if (isCrossed || (min_length ?? 0) > (max_length ?? Infinity)) {
    const message = "takes no answer: its least is more than its most";
    issues.push({
      severity: "error",
      code: "bounds_crossed",
      field: isCrossed ? "validation.min" : "validation.min_length",
      message,
    });
  }
  return issues;
}

/** Whatever the language of the flow is, which is not known here. */
const LANGUAGES = ["pt-BR", "en"] as const;
const isAbove = (low = "", high = "", language: string): boolean =>
  (limitOf(low, language) ?? -Infinity) > (limitOf(high, language) ?? Infinity);

function isReadable(condition: string): boolean {
  try {
    parseCondition(condition);
    return true;
  } catch {
    return false;
  }
}

function checkReminders({ reminders, timeout_seconds }: AskingConfig): Found[] {
  return reminders.flatMap(({ after_seconds, message }, index): Found[] => {
    if (message.trim() === "" || after_seconds === 0) {
      return [
        { severity: "warning", code: "empty_reminder", field: `reminders.${index}`, message: "has a reminder without a text or a time" },
      ];
    }
    if (timeout_seconds === 0 || after_seconds < timeout_seconds) return [];
    const late = "has a reminder that comes after it stopped waiting";
    return [{ severity: "warning", code: "late_reminder", field: `reminders.${index}.after_seconds`, message: late }];
  });
}
