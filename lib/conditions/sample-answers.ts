import { conditionToRows } from "./condition-to-rows.ts";
import { allRows, type Row } from "./rows.ts";

/** Answers that may make the condition true, the likeliest first; none where it cannot be told. `language`: of the flow. */
export function sampleAnswers(code: string, language: string): string[] {
  const rows = conditionToRows(code);
  return rows === null ? [] : allRows(rows).flatMap((row) => (row.negated ? [] : answerFor(row, language.startsWith("en"))));
}

function answerFor({ comparison, with: [operand = null] }: Row, isEnglish: boolean): string[] {
  if (comparison === "answers_yes") return [isEnglish ? "yes" : "sim"];
  if (comparison === "answers_no") return [isEnglish ? "no" : "não"];
  if (operand === null || "value" in operand) return [];
  if ("text" in operand) return [operand.text];
  const beyond = comparison === "more" ? 1 : comparison === "less" ? -1 : 0;
  return [String(operand.number + beyond)];
}
