import type { NodeFamily, NodeType } from "#lib/engine/define-node.ts";
import { matchRank } from "#components/ui/match-rank.ts";
import { type Locale, LOCALES } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { FAMILIES } from "../families.tsx";

export interface NodeChoice {
  type: NodeType;
  name: string;
  hint: string;
  /** In every language: people who build in Portuguese may well look for "delay". */
  keywords: readonly string[];
}

/** The node types that are called so or are looked for by these words, by family. */
export function nodeChoices(locale: Locale, words = ""): { family: NodeFamily; choices: NodeChoice[] }[] {
  const fitting = [...nodeTypes.values()]
    .map((type): NodeChoice => {
      const { type: name, hint } = nodeMessages(type.type, locale);
      return { type, name, hint, keywords: LOCALES.flatMap((each) => nodeMessages(type.type, each).keywords) };
    })
    .filter((choice) => rankOf(choice, words) > 0);
  return FAMILIES.map((family) => ({ family, choices: fitting.filter(({ type }) => type.family === family) })).filter(
    ({ choices }) => choices.length > 0,
  );
}

/** Something that people look for as a node and that is an option of one. */
export interface OptionChoice {
  type: NodeType;
  option: string;
  name: string;
  /** Of the node. */
  of: string;
}

/** The options that are called so or are looked for by these words; none without words. */
export function optionChoices(locale: Locale, words: string): OptionChoice[] {
  if (words.trim() === "") return [];
  const found = [...nodeTypes.values()].flatMap((type) => {
    const { type: of, options } = nodeMessages(type.type, locale);
    return Object.entries(options).flatMap(([option, { label, keywords }]) => {
      if (keywords === undefined) return [];
      const known = LOCALES.flatMap((each) => nodeMessages(type.type, each).options[option]?.keywords ?? []);
      return matchRank(words, label, known) > 0 ? [{ type, option, name: label, of }] : [];
    });
  });
  // What several types have is found once, at the first of the palette.
  return found.filter(({ option, name }, index) => found.findIndex((each) => each.option === option && each.name === name) === index);
}

/** What Enter means: the entry that fits the words best. */
export function bestChoice(groups: ReturnType<typeof nodeChoices>, words: string): NodeChoice | undefined {
  return groups.flatMap(({ choices }) => choices).toSorted((a, b) => rankOf(b, words) - rankOf(a, words))[0];
}

const rankOf = ({ name, keywords }: NodeChoice, words: string): number => matchRank(words, name, keywords);

/** What the id of an item begins with that would be made, unlike those that are there. */
export const NEW = "new ";

/** Who types a name in full means the node that is called so; else, among what fits equally well, a new one is wanted more often. */
export function nodesFirst(id: string, typed: string, [name = "", ...keywords]: string[] = []): number {
  const rank = matchRank(typed, name, keywords);
  const isNew = id.startsWith(NEW);
  return (rank === 1) === isNew ? rank * 0.99 : rank;
}
