import type { KeyboardEvent } from "react";
import { pressedKey } from "#components/ui/pressed-key.ts";

const CARD = ".react-flow__node";

/** The element of a card or a note; null where it is not drawn. */
export const cardElement = (id: string): HTMLElement | null => document.querySelector(`${CARD}[data-id="${CSS.escape(id)}"]`);

/** Which card or note the keyboard is on, itself and not something in it. */
export function focusedCardId(): string | null {
  const { activeElement } = document;
  return activeElement?.matches(CARD) === true ? activeElement.getAttribute("data-id") : null;
}

/** Puts the keyboard on a card, or on the canvas where there is none of this id to be seen. */
export function focusCard(id: string | undefined): void {
  const card = id === undefined ? null : cardElement(id);
  (card ?? document.querySelector<HTMLElement>(".react-flow"))?.focus({ preventScroll: true });
}

/** Escape in a panel leads back to the card on the canvas, where keys are the builder's again. */
export function backToCard(event: KeyboardEvent, id: string | undefined): void {
  // React passes on what was pressed in a window that the panel opened, though it does not lie in the panel.
  const isInside = (event.currentTarget as Element).contains(event.target as Element);
  if (pressedKey(event) !== "Escape" || event.defaultPrevented || !isInside) return;
  event.preventDefault();
  focusCard(id);
}
