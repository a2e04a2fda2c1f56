import { conditionSentence } from "../conditions/sentence.ts";
import type { Problem } from "../engine/problem/problem.ts";
import type { Locale } from "../i18n/locale.ts";
import { problemTextWith } from "../i18n/problem-text.ts";
import { nodeMessages } from "./messages.ts";

/** A problem in the reader's language, with the words of the node type that it is about. */
export function problemText(problem: Problem, locale: Locale, nodeType?: string): string {
  return problemTextWith((type) => nodeMessages(type, locale), withSentences(problem, locale), locale, nodeType);
}

/** With the condition that failed as people read it. */
function withSentences(problem: Problem, locale: Locale): Problem {
  const params = Object.entries(problem.params).map(([name, value]) => {
    if (typeof value === "object") return [name, withSentences(value, locale)];
    return [name, name === "condition" && typeof value === "string" ? conditionSentence(value, locale) : value];
  });
  return { ...problem, params: Object.fromEntries(params) as Problem["params"] };
}

/** Why an execution ended; in the words that were stored where those have no code. */
export function reasonText({ reason, problem }: { reason: string | null; problem?: Problem | null }, locale: Locale): string | null {
  return problem == null ? reason : problemText(problem, locale);
}
