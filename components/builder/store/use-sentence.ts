"use client";
import { type ConditionNames, conditionSentence } from "#lib/conditions/sentence.ts";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import { useLocale } from "#lib/i18n/client.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { choicesSetBy, namesIn } from "#lib/conditions/names.ts";
import { useEditorState } from "./editor-context.tsx";

/** A condition as people read it, with the titles of this flow's choices; null for none. */
export function useSentence(condition: string | null): string | null {
  const locale = useLocale();
  return useEditorState(({ graph }) => (condition === null ? null : sentenceIn(graph, condition, locale)));
}

/** The same, for whoever reads many. */
export function useSentences(): (condition: string) => string {
  const locale = useLocale();
  const graph = useEditorState((state) => state.graph);
  return (condition) => sentenceIn(graph, condition, locale);
}

interface Said {
  /** The choices of the flow, in a word. */
  choices: string;
  names: ConditionNames;
  sentences: Map<string, string>;
}

const said = new WeakMap<readonly FlowNode[], Said>();
let latest: Said | null = null;

/** Letters typed into a text make other nodes, but the same choices: what was said of these stands. */
function saidOf(graph: FlowGraph): Said {
  const known = said.get(graph.nodes);
  if (known !== undefined) return known;
  const choices = JSON.stringify([...choicesSetBy(graph.nodes, nodeTypes)]);
  latest = latest?.choices === choices ? latest : { choices, names: namesIn(graph, nodeTypes), sentences: new Map() };
  said.set(graph.nodes, latest);
  return latest;
}

/** Said once: every row of every card asks at every keystroke, and at every step of a drag. */
function sentenceIn(graph: FlowGraph, condition: string, locale: Locale): string {
  const { names, sentences } = saidOf(graph);
  const key = `${locale} ${condition}`;
  const known = sentences.get(key);
  if (known !== undefined) return known;
  const sentence = conditionSentence(condition, locale, names);
  sentences.set(key, sentence);
  return sentence;
}
