import type { Origin } from "../model/graph.ts";
import { attachTransition } from "../model/commands/attach-transition.ts";
import { idsFor } from "../model/new-ids.ts";
import type { Change, Editor } from "../store/editor-store.ts";

/** Leads a place on a card to a node, and asks for the condition where that begins a new one. */
export function connectExit(editor: Editor, from: string, origin: Origin, to: string): void {
  editThenFocusCondition(editor, from, origin, (graph) => attachTransition(graph, from, origin, to, idsFor(graph)("transition")));
}

/** A condition that was only just begun holds always, so what is tried after it is dead until it is written: the cursor goes there. */
function editThenFocusCondition(editor: Editor, from: string, origin: Origin, change: Change): void {
  const before = new Set(editor.store.getState().graph.transitions.map(({ id }) => id));
  editor.edit(change);
  const begun = editor.store.getState().graph.transitions.find((each) => each.from === from && !before.has(each.id));
  if (origin.kind !== "new" || begun === undefined) return;
  editor.set({ rightPanel: "inspector" });
  editor.reveal(from, `condition:${begun.id}`);
}
