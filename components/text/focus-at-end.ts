/**
 * Sent to an editor's text: it takes the focus with its cursor behind the last letter. The selection of the page alone it may take for its
 * own former one.
 */
export const FOCUS_AT_END = "focusatend";

/** Focuses a field of text with the cursor after what is written there. */
export function focusAtEnd(field: HTMLElement): void {
  // First the cursor: whoever is told of the focus already finds it in its place.
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)
    field.setSelectionRange(field.value.length, field.value.length);
  else field.dispatchEvent(new Event(FOCUS_AT_END));
  field.focus();
}
