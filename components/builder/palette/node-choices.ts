import type { NodeFamily, NodeType } from "#lib/engine/define-node.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeWords } from "#lib/nodes/words.ts";
import { FAMILIES } from "../families.tsx";
import { plain } from "../model/find.ts";

export interface NodeChoice {
  type: NodeType;
  name: string;
  hint: string;
  keywords: readonly string[];
}

/** The node types whose name or purpose holds the words, or that are looked for by them, by family. */
export function nodeChoices(locale: Locale, words = ""): { family: NodeFamily; choices: NodeChoice[] }[] {
  const wanted = plain(words.trim());
  const all = [...nodeTypes.values()].map((type) => {
    const { type: name, hint, keywords } = nodeWords(type.type, locale);
    return { type, name, hint, keywords };
  });
  const fitting = all.filter((choice) => [choice.name, choice.hint, choice.type.type].some((text) => plain(text).includes(wanted)) || isKnownBy(choice, wanted));
  return FAMILIES.map((family) => ({ family, choices: fitting.filter(({ type }) => type.family === family) })).filter(({ choices }) => choices.length > 0);
}

const isKnownBy = ({ keywords }: NodeChoice, wanted: string): boolean => keywords.some((keyword) => plain(keyword).startsWith(wanted));

/** What Enter means: the entry whose name begins with the words, else one that is looked for by them, else the first that holds them. */
export function bestChoice(groups: ReturnType<typeof nodeChoices>, words: string): NodeChoice | undefined {
  const choices = groups.flatMap((group) => group.choices);
  const wanted = plain(words.trim());
  return choices.find(({ name }) => plain(name).startsWith(wanted)) ?? choices.find((choice) => isKnownBy(choice, wanted)) ?? choices[0];
}
