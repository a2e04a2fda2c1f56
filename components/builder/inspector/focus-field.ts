import type { KeyboardEvent } from "react";
import { isTaken } from "../actions/shortcuts.ts";

const EDITABLE = "input, textarea, [contenteditable='true'], select, button[role='switch'], button[role='combobox']";

/**
 * Puts the cursor into a field of the panel: an option by its name, `condition:<transition>`, or `*` for the first
 * field of the form. The text editor is loaded late, so this looks for it for a moment.
 */
export function focusField(panel: HTMLElement, field: string, tries = 20): void {
  const place =
    field === "*"
      ? (panel.querySelector("[data-option]") ?? panel.querySelector("[data-field]")?.parentElement)
      : panel.querySelector(`[data-option="${CSS.escape(field)}"]`);
  const control = place?.querySelector<HTMLElement>(EDITABLE) ?? panel.querySelector<HTMLElement>("[data-field='name']");
  if (!place && tries > 0) {
    setTimeout(() => focusField(panel, field, tries - 1), 25);
    return;
  }
  control?.focus();
  control?.scrollIntoView({ block: "nearest" });
}

/** Escape in a field leads back to the card on the canvas, where keys are the builder's again. */
export function backToCard(event: KeyboardEvent, id: string): void {
  if (event.key !== "Escape" || event.defaultPrevented || !isTaken(event.target as Element)) return;
  const card = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (card === null) return;
  event.preventDefault();
  card.focus();
}
