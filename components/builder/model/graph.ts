import type { Trigger } from "#lib/engine/trigger-types.ts";
import type { FlowGraph, FlowNode, FlowNote, FlowSettings, Transition } from "#lib/engine/types.ts";

/** What is selected on the canvas, by id. */
export interface Selection {
  nodeIds: readonly string[];
  transitionIds: readonly string[];
  noteIds: readonly string[];
}

export const NOTHING: Selection = { nodeIds: [], transitionIds: [], noteIds: [] };

/** A part of a flow that is copied, pasted or duplicated: its transitions lie wholly inside it. */
export interface Piece {
  nodes: FlowNode[];
  transitions: Transition[];
  notes: FlowNote[];
}

/** Where a transition begins on its card: every transition has its own handle, and so has every place where one can begin. */
export type Origin = { kind: "transition"; transitionId: string } | { kind: "exit" | "new"; exit: string };

/** What became of a node or a transition between two versions. */
export type ChangeMark = "added" | "removed" | "changed";

/** What a command returns when it makes something: the new graph, and what of it is new. */
export interface Edit {
  graph: FlowGraph;
  made: Selection;
}

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export type Box = Point & Size;

/** How large a card or a note is. */
export type SizeOf = (id: string) => Size;

export const nodesOnly = (...nodeIds: string[]): Selection => ({ ...NOTHING, nodeIds });
export const transitionsOnly = (...transitionIds: string[]): Selection => ({ ...NOTHING, transitionIds });
export const notesOnly = (...noteIds: string[]): Selection => ({ ...NOTHING, noteIds });

export function isNothing({ nodeIds, transitionIds, noteIds }: Selection): boolean {
  return nodeIds.length === 0 && transitionIds.length === 0 && noteIds.length === 0;
}

export function findNode(graph: FlowGraph, id: string): FlowNode | undefined {
  return graph.nodes.find((node) => node.id === id);
}

export function findTransition(graph: FlowGraph, id: string): Transition | undefined {
  return graph.transitions.find((transition) => transition.id === id);
}

/** In the order in which they are tried. */
export function leaving(graph: FlowGraph, nodeId: string, exit?: string): Transition[] {
  return graph.transitions.filter((transition) => transition.from === nodeId && (exit === undefined || transition.exit === exit));
}

/** All that stands on the canvas. */
export const itemsOf = ({ nodes, notes = [] }: FlowGraph): (FlowNode | FlowNote)[] => [...nodes, ...notes];

/** The graph with one node changed; the same graph when `change` changes nothing or there is no such node. */
export function changeNode(graph: FlowGraph, id: string, change: (node: FlowNode) => FlowNode): FlowGraph {
  const nodes = changeOne(graph.nodes, id, change);
  return nodes === graph.nodes ? graph : { ...graph, nodes };
}

export function changeTransition(graph: FlowGraph, id: string, change: (transition: Transition) => Transition): FlowGraph {
  const transitions = changeOne(graph.transitions, id, change);
  return transitions === graph.transitions ? graph : { ...graph, transitions };
}

export function changeNote(graph: FlowGraph, id: string, change: (note: FlowNote) => FlowNote): FlowGraph {
  const before = graph.notes ?? [];
  const notes = changeOne(before, id, change);
  return notes === before ? graph : withNotes(graph, notes);
}

/** A flow without notes has no `notes` at all, so that it reads as it did before there were any. */
export function withNotes({ notes: _, ...graph }: FlowGraph, notes: FlowNote[]): FlowGraph {
  return notes.length === 0 ? graph : { ...graph, notes };
}

/** The same of a flow's triggers. */
export function withTriggers({ triggers: _, ...graph }: FlowGraph, triggers: Trigger[]): FlowGraph {
  return triggers.length === 0 ? graph : { ...graph, triggers };
}

/** Settings that say nothing are left out, and so is a flow's `settings` without any. */
export function withSettings({ settings: _, ...graph }: FlowGraph, settings: FlowSettings): FlowGraph {
  const said = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined && value !== ""));
  return Object.keys(said).length === 0 ? graph : { ...graph, settings: said };
}

function changeOne<T extends { id: string }>(items: T[], id: string, change: (item: T) => T): T[] {
  const index = items.findIndex((item) => item.id === id);
  const item = items[index];
  if (item === undefined) return items;
  const changed = change(item);
  return changed === item ? items : items.with(index, changed);
}
