import type { FlowGraph, FlowNode, Json } from "#lib/engine/types.ts";
import { fold } from "#lib/engine/values/normal-text.ts";
import { leaving } from "./graph.ts";

interface Found {
  nodeId: string;
  /** The text in which the words were found, cut to what surrounds them. */
  excerpt: string;
}

const AROUND = 40;

/**
 * Nodes in whose name, id, options or conditions the words occur, ignoring case and accents; names first. Conditions by the sentence that
 * the page shows of them, and by their code.
 */
export function findNodes(graph: FlowGraph, words: string, sentenceOf: (condition: string) => string): Found[] {
  const wanted = plain(words.trim());
  if (wanted === "") return [];
  const hits = graph.nodes.flatMap((node) => {
    const texts = textsOf(graph, node, sentenceOf);
    const index = texts.findIndex((text) => plain(text).includes(wanted));
    const text = texts[index];
    return text === undefined ? [] : [{ nodeId: node.id, excerpt: excerpt(text, wanted), rank: index === 0 ? 0 : 1 }];
  });
  return hits.sort((a, b) => a.rank - b.rank).map(({ nodeId, excerpt: shown }) => ({ nodeId, excerpt: shown }));
}

/** The house's fold letter by letter, so that white space stays what and where it is. */
export function plain(text: string): string {
  return [...text].map(plainLetter).join("");
}

const plainLetter = (letter: string): string => (letter.trim() === "" ? letter : fold(letter));

/** Where a place in the plain text is in the text itself: folding makes some letters longer (ß), and others vanish. */
function placeOf(text: string, plainPlace: number): number {
  let [at, folded] = [0, 0];
  for (const letter of text) {
    if (folded >= plainPlace) break;
    at += letter.length;
    folded += plainLetter(letter).length;
  }
  return at;
}

function textsOf(graph: FlowGraph, node: FlowNode, sentenceOf: (condition: string) => string): string[] {
  const conditions = leaving(graph, node.id).flatMap(({ condition }) => (condition === null ? [] : [sentenceOf(condition), condition]));
  return [node.name, ...wordsIn(node.config), ...conditions, node.id];
}

function wordsIn(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(wordsIn);
}

function excerpt(text: string, wanted: string): string {
  const at = placeOf(text, plain(text).indexOf(wanted));
  const from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + wanted.length + AROUND);
  return `${from > 0 ? "…" : ""}${text.slice(from, to).replaceAll(/\s+/g, " ")}${to < text.length ? "…" : ""}`;
}
