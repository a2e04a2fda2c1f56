import { isAlways, isUnfinished } from "#lib/engine/compile.ts";
import type { NodeTypes } from "#lib/engine/define-node.ts";
import { readNode } from "#lib/engine/read-config.ts";
import type { FlowGraph, FlowNode, Transition } from "#lib/engine/types.ts";
import { leaving, type Origin } from "./graph.ts";

/** A row of a card, with a handle: one transition, or a place where one can begin. */
export type ExitRow =
  | {
      kind: "transition";
      exit: string;
      transition: Transition;
      /** 1, 2, 3 ... when the exit has several. */ order: number | null;
      blank: Blank | null;
    }
  /** Nothing leads on from here: alone, or beside conditions that may all be false. */
  | { kind: "exit"; exit: string; otherwise: boolean }
  /** Another condition can begin here, and would be the `order`th, from 1. */
  | { kind: "new"; exit: string; order: number };

/**
 * What a transition without a condition is beside others of its exit: the last one is their "otherwise", one before it still lacks its
 * condition, as does one that was only begun.
 */
export type Blank = "otherwise" | "missing";

export function blankOf({ condition }: Transition, order: number, of: number): Blank | null {
  if (isUnfinished(condition)) return "missing";
  if (!isAlways(condition) || of < 2) return null;
  return order === of ? "otherwise" : "missing";
}

/** The exits of a node with its present config, options that are not valid aside; none for an unknown type. */
export function exitsOf(node: FlowNode, nodeTypes: NodeTypes): string[] {
  const read = readNode(node, nodeTypes);
  return read ? read.type.exits(read.config) : [];
}

/** What the card of a node shows below its summary. `transitions`: those that leave the node, in their order. */
export function exitRows(node: FlowNode, transitions: readonly Transition[], nodeTypes: NodeTypes): ExitRow[] {
  const exits = exitsOf(node, nodeTypes);
  const stray = [...new Set(transitions.map(({ exit }) => exit))].filter((exit) => !exits.includes(exit));
  const decides = nodeTypes.get(node.node_type)?.family === "decide";
  return [...exits, ...stray].flatMap((exit) =>
    rowsOfExit(
      exit,
      transitions.filter((transition) => transition.exit === exit),
      decides,
    ),
  );
}

/** The same for people who may not change the flow: what leads on and what leads nowhere, but nothing that could begin. */
export const rowsToRead = (rows: readonly ExitRow[]): ExitRow[] => rows.filter(({ kind }) => kind !== "new");

function rowsOfExit(exit: string, transitions: readonly Transition[], decides: boolean): ExitRow[] {
  const rows = transitions.map((transition, index): ExitRow => ({
    kind: "transition",
    exit,
    transition,
    order: transitions.length > 1 ? index + 1 : null,
    blank: blankOf(transition, index + 1, transitions.length),
  }));
  const hasFallback = transitions.some(({ condition }) => isAlways(condition));
  if (!hasFallback) rows.push({ kind: "exit", exit, otherwise: transitions.length > 0 });
  if (decides) rows.push({ kind: "new", exit, order: transitions.filter(({ condition }) => !isAlways(condition)).length + 1 });
  return rows;
}

/** Where a node that comes next would begin: the first exit that leads nowhere, else a decision's next condition. */
export function openExit(graph: FlowGraph, node: FlowNode, nodeTypes: NodeTypes): Origin | null {
  const rows = exitRows(node, leaving(graph, node.id), nodeTypes);
  const row = rows.find(({ kind }) => kind === "exit") ?? rows.find(({ kind }) => kind === "new");
  return row === undefined || row.kind === "transition" ? null : { kind: row.kind, exit: row.exit };
}
