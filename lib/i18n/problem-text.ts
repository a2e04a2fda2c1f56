import type { Problem } from "../engine/problem/problem.ts";
import { translator } from "./catalogue.ts";
import type { Locale } from "./locale.ts";
import { fill, type Message } from "./message.ts";
import { optionLabel, type OptionsWords } from "./option-words.ts";

/** What a node type has words of its own for. */
interface ProblemWords {
  options: OptionsWords;
  problems?: Readonly<Record<string, Message>>;
}

/**
 * A problem in the reader's language: by its node type's own words, by the catalogue, else as the engine says it.
 * `nodeType`: of the node that it is about, where the problem itself does not tell.
 */
export function problemTextWith(
  wordsOf: (nodeType: string) => ProblemWords | undefined,
  problem: Problem,
  locale: Locale,
  nodeType?: string,
): string {
  const { node_type: told } = problem.params;
  const type = typeof told === "string" ? told : nodeType;
  const words = type === undefined ? undefined : wordsOf(type);
  const params = Object.fromEntries(
    Object.entries(problem.params).map(([name, value]) => {
      if (typeof value === "object") return [name, problemTextWith(wordsOf, value, locale, type)];
      return [name, name === "field" && words !== undefined ? optionLabel(words.options, String(value)) : value];
    }),
  );
  const own = words?.problems?.[problem.code];
  return own === undefined ? (translator(locale).maybe(`problems.${problem.code}`, params) ?? problem.message) : fill(own, locale, params);
}
