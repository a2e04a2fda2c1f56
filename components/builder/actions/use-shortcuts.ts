"use client";
import { useEffect, useEffectEvent } from "react";
import { moveNodes } from "../model/commands/change.ts";
import { itemsOf } from "../model/graph.ts";
import { GRID } from "../model/place.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { Editor } from "../store/editor-store.ts";
import { actionOf, isTaken } from "./shortcuts.ts";
import type { Actions } from "./use-actions.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

const NUDGE: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const FAR = 5;

/** The builder's keys, wherever no field, menu or window has the focus. */
export function useShortcuts(actions: Actions): void {
  const editor = useEditor();
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || pressedKey(event) === "" || isTaken(event.target as Element | null)) return;
    const action = actionOf(event);
    if (action === null) return nudge(editor, event);
    // Enter on a button or a link is that button's.
    if (action === "edit" && (event.target as Element | null)?.closest("button, a, summary, [role='separator']")) return;
    event.preventDefault();
    run(actions, action);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
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

/** Arrows move what is selected; on a card that has the focus React Flow does it. */
function nudge(editor: Editor, event: KeyboardEvent): void {
  const step = NUDGE[pressedKey(event)];
  const { selection, graph, readOnly } = editor.store.getState();
  const chosen = new Set([...selection.nodeIds, ...selection.noteIds]);
  const isElsewhere = (event.target as Element | null)?.closest(
    ".react-flow__node, .react-flow__nodesselection, [role='separator'], [role='tab'], [role='radio'], [role='slider']",
  );
  if (!step || readOnly || chosen.size === 0 || isElsewhere || event.metaKey || event.ctrlKey || event.altKey) return;
  event.preventDefault();
  const far = GRID * (event.shiftKey ? FAR : 1);
  const moved = itemsOf(graph)
    .filter(({ id }) => chosen.has(id))
    .map(({ id, position }) => [id, { x: position.x + step[0] * far, y: position.y + step[1] * far }] as const);
  editor.edit((draft) => moveNodes(draft, new Map(moved)), { group: "nudge" });
}
