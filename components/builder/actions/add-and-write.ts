import { nodeTypes } from "#lib/nodes/registry.ts";
import { openExit } from "../model/exits.ts";
import { findNode, findTransition, leaving, type Origin, type Point } from "../model/graph.ts";
import { CARD_SIZE, freePlace, placeAfter } from "../model/place.ts";
import type { Change, Editor, QuickAdd } from "../store/editor-store.ts";
import { sizeReader } from "../card/size-reader.ts";
import { canvasBox } from "../viewport/canvas-box.ts";
import { cardElement, focusedCardId } from "./card-focus.ts";

/** Adding is writing: what the change makes is selected, and the cursor is in its first field before another key is pressed. */
export function addAndWrite(editor: Editor, change: Change): void {
  editor.edit(change);
  const [made] = editor.store.getState().selection.nodeIds;
  if (made !== undefined) editor.begin(made);
}

/** Opens the list of what can come here; who leaves it without a choice is where they were. */
export function openQuickAdd(editor: Editor, request: Omit<QuickAdd, "opener">): void {
  const { activeElement: opener } = document;
  editor.set({ quickAdd: { ...request, opener: opener instanceof HTMLElement && opener !== document.body ? opener : null } });
}

/** The list at an exit of a card. `anchor`: where it opens, in pixels of the window. */
export function addAfter(editor: Editor, from: string, origin: Origin, anchor: Point): void {
  const state = editor.store.getState();
  openQuickAdd(editor, { target: { kind: "from", from, origin }, place: placeAfter(state.graph, from, sizeReader(state)), anchor });
}

/**
 * The list where the next node is wanted: at the first exit of the selected card that leads nowhere, else in what leads on from it; in the
 * selected transition; else free, in the middle of the canvas. `toCanvas` turns pixels of the window into the canvas's.
 */
export function addNext(editor: Editor, toCanvas: (point: Point) => Point): void {
  const state = editor.store.getState();
  const { graph, selection } = state;
  const sizeOf = sizeReader(state);
  const [selected, ...others] = selection.nodeIds;
  const from = findNode(graph, (others.length === 0 ? selected : undefined) ?? focusedCardId() ?? "");
  const origin = from && openExit(graph, from, nodeTypes);
  if (from && origin) return addAfter(editor, from.id, origin, besideCard(from.id));
  const through = from ? leaving(graph, from.id)[0] : findTransition(graph, selection.transitionIds[0] ?? "");
  if (through) {
    const place = placeAfter(graph, through.from, sizeOf);
    return openQuickAdd(editor, { target: { kind: "on", transitionId: through.id }, place, anchor: besideCard(through.from) });
  }
  const anchor = middleOfCanvas();
  const { x, y } = toCanvas(anchor);
  const place = from
    ? placeAfter(graph, from.id, sizeOf)
    : freePlace(graph, sizeOf, { x: x - CARD_SIZE.width / 2, y: y - CARD_SIZE.height / 2 });
  openQuickAdd(editor, { target: { kind: "free" }, place, anchor: from ? besideCard(from.id) : anchor });
}

function middleOfCanvas(): Point {
  const { left, top, width, height } = canvasBox();
  return { x: left + width / 2, y: top + height / 3 };
}

/** Right of a card, or in the middle where it is out of sight. */
function besideCard(id: string): Point {
  const [card, canvas] = [cardElement(id)?.getBoundingClientRect(), canvasBox()];
  const isSeen = card && card.right > canvas.left && card.left < canvas.right && card.bottom > canvas.top && card.top < canvas.bottom;
  return isSeen ? { x: Math.min(card.right, canvas.right), y: Math.max(card.top, canvas.top) } : middleOfCanvas();
}
