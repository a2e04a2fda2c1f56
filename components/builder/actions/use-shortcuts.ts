"use client";
import { useEffect, useEffectEvent } from "react";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { moveNodes } from "../model/commands/change.ts";
import { isNothing, itemsOf } from "../model/graph.ts";
import { GRID } from "../model/place.ts";
import { type Direction, neighbour } from "../model/walk.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { Editor } from "../store/editor-store.ts";
import { cardElement, focusCard, focusedCardId } from "./card-focus.ts";
import { actionOf, isAskedFor, isTaken, isWriting } from "./shortcuts.ts";
import type { Actions } from "./use-actions.ts";

const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };
const NUDGE: Readonly<Record<Direction, readonly [number, number]>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };
const FAR = 5;
/** In these the arrows and letters are their own. */
const OWN_KEYS = "[role='separator'], [role='tab'], [role='radio'], [role='slider'], [role='combobox']";

/** The builder's keys, wherever no field, menu or window has the focus. */
export function useShortcuts(actions: Actions): void {
  const editor = useEditor();
  const press = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as Element | null;
    if (event.defaultPrevented || pressedKey(event) === "") return;
    const action = actionOf(event, isNothing(editor.store.getState().selection));
    if (action === null) {
      if (!isTaken(target) && target?.closest(OWN_KEYS) == null) pressOnCanvas(editor, event);
      return;
    }
    if (!isAskedFor(action, event, target)) return;
    // Enter on a button or a link is that button's.
    if (action === "edit" && target?.closest("button, a, summary, [role='separator']")) return;
    event.preventDefault();
    run(actions, action);
  });
  /** With Ctrl, Enter on a card is to the canvas a click that takes it out of the selection. */
  const pressBeforeCanvas = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as Element | null;
    if (pressedKey(event) !== "Enter" || !(event.ctrlKey || event.metaKey) || isTaken(target) || !target?.closest(".react-flow__node"))
      return;
    event.stopPropagation();
    press(event);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    const listenFirst = (event: KeyboardEvent) => pressBeforeCanvas(event);
    window.addEventListener("keydown", listen);
    window.addEventListener("keydown", listenFirst, true);
    return () => {
      window.removeEventListener("keydown", listen);
      window.removeEventListener("keydown", listenFirst, true);
    };
  }, []);
}

function run(actions: Actions, action: NonNullable<ReturnType<typeof actionOf>>): void {
  switch (action) {
    case "alignLeft":
      return actions.align("left");
    case "alignRight":
      return actions.align("right");
    case "alignTop":
      return actions.align("top");
    case "alignBottom":
      return actions.align("bottom");
    case "copy":
    case "paste":
    case "commands":
      return;
    default:
      actions[action]();
  }
}

function pressOnCanvas(editor: Editor, event: KeyboardEvent): void {
  const direction = ARROWS[pressedKey(event)];
  if (direction === undefined) write(editor, event);
  else if (!event.metaKey && !event.ctrlKey && !event.altKey && !walk(editor, event, direction)) nudge(editor, event, direction);
}

/** What is typed on a selected card opens it and is written there: the field has the focus before the browser puts the letter in. */
function write(editor: Editor, event: KeyboardEvent): void {
  const { selection, readOnly } = editor.store.getState();
  const [id, ...others] = [...selection.nodeIds, ...selection.noteIds];
  if (id !== undefined && others.length === 0 && !readOnly && isWriting(event)) editor.reveal(id, "*");
}

/** On a card that has the focus and is not selected, arrows go to its neighbours. */
function walk(editor: Editor, event: KeyboardEvent, direction: Direction): boolean {
  const { selection, graph } = editor.store.getState();
  const id = focusedCardId();
  if (id === null || selection.nodeIds.includes(id) || selection.noteIds.includes(id)) return false;
  const next = neighbour(graph, id, direction);
  event.preventDefault();
  if (next === null) return true;
  // One far out of sight is not drawn: it is gone to as to one that is looked for.
  if (cardElement(next) === null) editor.goTo(next);
  else focusCard(next);
  return true;
}

/** Arrows move what is selected; on a card that has the focus React Flow does it. */
function nudge(editor: Editor, event: KeyboardEvent, direction: Direction): void {
  const { selection, graph, readOnly } = editor.store.getState();
  const chosen = new Set([...selection.nodeIds, ...selection.noteIds]);
  const isElsewhere = (event.target as Element | null)?.closest(".react-flow__node, .react-flow__nodesselection");
  if (readOnly || chosen.size === 0 || isElsewhere) return;
  event.preventDefault();
  const far = GRID * (event.shiftKey ? FAR : 1);
  const [right, down] = NUDGE[direction];
  const moved = itemsOf(graph)
    .filter(({ id }) => chosen.has(id))
    .map(({ id, position }) => [id, { x: position.x + right * far, y: position.y + down * far }] as const);
  editor.edit((draft) => moveNodes(draft, new Map(moved)), { group: "nudge" });
}
