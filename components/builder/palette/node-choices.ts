import type { NodeFamily, NodeType } from "#lib/engine/define-node.ts";
import { type Locale, LOCALES } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { FAMILIES } from "../families.tsx";
import { plain } from "../model/find.ts";

export interface NodeChoice {
  type: NodeType;
  name: string;
  hint: string;
  /** In every language: people who build in Portuguese may well look for "delay". */
  keywords: readonly string[];
}

/** The node types that are called so, are looked for by these words or speak of them, by family. */
export function nodeChoices(locale: Locale, words = ""): { family: NodeFamily; choices: NodeChoice[] }[] {
  const fitting = [...nodeTypes.values()]
    .map((type): NodeChoice => {
      const { type: name, hint } = nodeMessages(type.type, locale);
      return { type, name, hint, keywords: LOCALES.flatMap((each) => nodeMessages(type.type, each).keywords) };
    })
    .filter((choice) => rankOf(choice, words) !== null);
  return FAMILIES.map((family) => ({ family, choices: fitting.filter(({ type }) => type.family === family) })).filter(
    ({ choices }) => choices.length > 0,
  );
}

/** What Enter means: the entry that fits the words best. */
export function bestChoice(groups: ReturnType<typeof nodeChoices>, words: string): NodeChoice | undefined {
  return groups.flatMap(({ choices }) => choices).toSorted((a, b) => (rankOf(a, words) ?? 0) - (rankOf(b, words) ?? 0))[0];
}

/** How well it fits, 0 being best: its name, what it is looked for by, what its description speaks of. */
function rankOf({ name, type, hint, keywords }: NodeChoice, words: string): number | null {
  const rank = [[name], keywords, [hint, type.type]].findIndex((texts) => texts.some((text) => hasWord(text, words)));
  return rank < 0 ? null : rank;
}

/** Whether one of the text's words begins so; inside words there is always something short. */
export function hasWord(text: string, words: string): boolean {
  const wanted = plain(words.trim());
  return ` ${plain(text).replaceAll(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${wanted}`);
}
