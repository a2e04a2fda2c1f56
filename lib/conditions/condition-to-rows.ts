import { isUnfinished } from "../engine/compile.ts";
import type { Node } from "../engine/expression/nodes.ts";
import { chosenCode } from "./rows-to-code.ts";
import { type Join, type Row, type Rows } from "./rows.ts";
import { parsed, sourceOf } from "./source.ts";
import { meaningOf } from "./term.ts";

const MOST_KEPT = 500;
const kept = new Map<string, Rows | null>();

/** The rows that a condition says; null where they cannot say it, or it cannot be read. */
export function conditionToRows(code: string): Rows | null {
  const known = kept.get(code);
  if (known !== undefined) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const rows = readCondition(code);
  kept.set(code, rows);
  return rows;
}

function readCondition(code: string): Rows | null {
  const root = parsed(code)?.root;
  if (root === undefined) return null;
  const node = isUnfinished(code) ? withoutFalse(root) : root;
  return node === null ? { join: "and", items: [] } : readRows(node);
}

/** Whether the condition stands as rows that a person can choose. */
export const isChosen = (code: string): boolean => conditionToRows(code) !== null;

/** What is not finished, without the `false` that keeps it from being true. */
function withoutFalse(root: Node): Node | null {
  if (root.type !== "and") return null;
  const [first, ...items] = root.items;
  const [only] = items;
  if (first?.type !== "value" || only === undefined) return root;
  return items.length === 1 ? only : { type: "and", items };
}

function readRows(root: Node): Rows | null {
  const all = joinedBy(root, false);
  if (all === null) {
    const row = readRow(root, false);
    return row && { join: "and", items: [row] };
  }
  const items = all.nodes.map((node) => {
    const within = joinedBy(node, all.negated);
    if (within === null) return readRow(node, all.negated);
    const rows = within.nodes.map((each) => readRow(each, within.negated));
    return rows.includes(null) ? null : { join: within.join, rows: rows.filter((row) => row !== null) };
  });
  return items.includes(null) ? null : { join: all.join, items: items.filter((item) => item !== null) };
}

/** What is joined; a `not` before it changes the word and goes to each of them. */
function joinedBy(node: Node, negated: boolean): { join: Join; nodes: readonly Node[]; negated: boolean } | null {
  if (node.type === "not" && (node.of.type === "and" || node.of.type === "or")) return joinedBy(node.of, !negated);
  if (node.type !== "and" && node.type !== "or") return null;
  return { join: negated ? (node.type === "and" ? "or" : "and") : node.type, nodes: node.items, negated };
}

function readRow(node: Node, negated: boolean): Row | null {
  if (node.type === "not") return readRow(node.of, !negated);
  const meaning = meaningOf(node);
  const source = sourceOf(node);
  if (meaning === null || source === null) return null;
  const row = { ...meaning, negated: meaning.negated !== negated };
  const written = `${negated ? "not " : ""}${source}`;
  return chosenCode(row) === written ? row : { ...row, written };
}
