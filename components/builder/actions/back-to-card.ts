import type { KeyboardEvent } from "react";
import { isTaken } from "./shortcuts.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** Escape in a field leads back to the card on the canvas, where keys are the builder's again. */
export function backToCard(event: KeyboardEvent, id: string): void {
  if (pressedKey(event) !== "Escape" || event.defaultPrevented || !isTaken(event.target as Element)) return;
  const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (card === null) return;
  event.preventDefault();
  card.focus();
}
