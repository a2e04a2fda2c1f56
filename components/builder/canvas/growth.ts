import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import { findNode, type Size } from "../model/graph.ts";
import { transitionsFrom } from "../model/transitions.ts";
import { isSelected } from "../store/selection.ts";
import type { Editor } from "../store/editor-store.ts";

/** What a card's height depends on, as it was when the card was last measured. */
interface Written {
  config: FlowNode["config"];
  exits: number;
}

const measured = new WeakMap<Editor, Map<string, Written>>();

/**
 * The cards of these that are higher than before because of what was written on them here, or that were just made: others have to give
 * way. A card that only shows more, because it was selected or is seen from nearer, covers others for as long as that lasts.
 */
export function grownByWriting(editor: Editor, sizes: ReadonlyMap<string, Size>): string[] {
  const { graph, sizes: before, fresh, selection } = editor.store.getState();
  const known = measured.get(editor) ?? new Map<string, Written>();
  measured.set(editor, known);
  return [...sizes].flatMap(([id, size]) => {
    const [now, then, old] = [writtenOn(graph, id), known.get(id), before.get(id)];
    if (now === null) return [];
    known.set(id, now);
    if (old === undefined) return fresh.has(id) ? [id] : [];
    const isOther = then !== undefined && (then.config !== now.config || then.exits !== now.exits);
    return isOther && isSelected(selection, id) && size.width === old.width && size.height > old.height ? [id] : [];
  });
}

function writtenOn(graph: FlowGraph, id: string): Written | null {
  const node = findNode(graph, id);
  return node === undefined ? null : { config: node.config, exits: transitionsFrom(graph, id).length };
}
