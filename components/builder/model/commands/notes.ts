import type { FlowGraph } from "#lib/engine/types.ts";
import { changeNote, type Edit, notesOnly, type Point, type Size, withNotes } from "../graph.ts";

export const NOTE_SIZE: Size = { width: 220, height: 120 };

export function addNote(graph: FlowGraph, { id, text, position }: { id: string; text: string; position: Point }): Edit {
  return { graph: withNotes(graph, [...(graph.notes ?? []), { id, text, position, size: NOTE_SIZE }]), made: notesOnly(id) };
}

export function writeNote(graph: FlowGraph, id: string, text: string): FlowGraph {
  return changeNote(graph, id, (note) => (note.text === text ? note : { ...note, text }));
}

export function resizeNote(graph: FlowGraph, id: string, size: Size): FlowGraph {
  return changeNote(graph, id, (note) => ({ ...note, size }));
}
