import type { Problem } from "../engine/problem/problem.ts";
import type { Locale } from "../i18n/locale.ts";
import { problemTextWith } from "../i18n/problem-text.ts";
import { nodeMessages } from "./messages.ts";

/** A problem in the reader's language, with the words of the node type that it is about. */
export function problemText(problem: Problem, locale: Locale, nodeType?: string): string {
  return problemTextWith((type) => nodeMessages(type, locale), problem, locale, nodeType);
}

/** Why an execution ended; in the words that were stored where those have no code. */
export function reasonText({ reason, problem }: { reason: string | null; problem?: Problem | null }, locale: Locale): string | null {
  return problem == null ? reason : problemText(problem, locale);
}
