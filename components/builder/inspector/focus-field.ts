const EDITABLE = "input, textarea, [contenteditable='true'], select, button[role='switch'], button[role='combobox'], [data-add-row]";

/**
 * Puts the cursor into a field of the panel: an option by its path (or what it is inside of, where it has no field of its own),
 * `condition:<transition>`, or `*` for the first field of the form. The text editor is loaded late, so this looks for it for a moment.
 */
export function focusField(panel: HTMLElement, field: string, tries = 20): void {
  const place =
    field === "*" ? (panel.querySelector("[data-option]") ?? panel.querySelector("[data-field]")?.parentElement) : placeOf(panel, field);
  const control = place?.querySelector<HTMLElement>(EDITABLE) ?? panel.querySelector<HTMLElement>("[data-field='name']");
  if (!place && tries > 0) {
    setTimeout(() => focusField(panel, field, tries - 1), 25);
    return;
  }
  control?.focus();
  control?.scrollIntoView({ block: "nearest" });
}

/** The field of `choices.2.title`, else that of its row, else that of its list. */
function placeOf(panel: HTMLElement, path: string): Element | null {
  const field = panel.querySelector(`[data-option="${CSS.escape(path)}"]`);
  const end = path.lastIndexOf(".");
  return field !== null || end < 0 ? field : placeOf(panel, path.slice(0, end));
}
