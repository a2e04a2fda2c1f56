import type { Problem } from "../engine/problem/problem.ts";
import { translator } from "../i18n/catalogue.ts";
import type { Locale } from "../i18n/locale.ts";
import { fill } from "../i18n/message.ts";
import { nodeMessages } from "./messages.ts";

/**
 * A problem in the reader's language: by its node type's own words, by the catalogue, else as the engine says it.
 * `nodeType`: of the node that it is about, where the problem itself does not tell.
 */
export function problemText(problem: Problem, locale: Locale, nodeType?: string): string {
  const { node_type: told } = problem.params;
  const type = typeof told === "string" ? told : nodeType;
  const words = type === undefined ? undefined : nodeMessages(type, locale);
  const params = Object.fromEntries(
    Object.entries(problem.params).map(([name, value]) => {
      if (typeof value === "object") return [name, problemText(value, locale, type)];
      return [name, name === "field" ? (words?.options[value]?.label ?? value) : value];
    }),
  );
  const own = words?.problems?.[problem.code];
  return own === undefined ? (translator(locale).maybe(`problems.${problem.code}`, params) ?? problem.message) : fill(own, locale, params);
}

/** Why an execution ended; in the words that were stored where those have no code. */
export function reasonText({ reason, problem }: { reason: string | null; problem?: Problem | null }, locale: Locale): string | null {
  return problem == null ? reason : problemText(problem, locale);
}
