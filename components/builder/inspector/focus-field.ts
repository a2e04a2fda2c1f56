import { focusAtEnd } from "#components/text/focus-at-end.ts";

const TEXT = "input:not([type]), input[type='text'], input[type='search'], textarea, [contenteditable='true']";
const EDITABLE = `${TEXT}, input, select, button[role='switch'], button[role='combobox'], [data-add-row]`;

/**
 * Puts the cursor into a field of the panel, after what is written there: an option by its path (or what it is inside of, where it has no
 * field of its own), `condition:<transition>`, or `*` for the first field of the form that takes a text, else the name; that of a new node
 * (`isNew`) is written over. Fields that come late are looked for for a moment.
 */
export function focusField(panel: HTMLElement, field: string, isNew: boolean, tries = 20): void {
  const control = field === "*" ? firstField(panel) : controlIn(placeOf(panel, field));
  if (control === null && field !== "*" && tries > 0) {
    setTimeout(() => focusField(panel, field, isNew, tries - 1), 25);
    return;
  }
  const found = control ?? nameOf(panel);
  if (found?.matches(TEXT)) focusAtEnd(found);
  else found?.focus();
  found?.scrollIntoView({ block: "nearest" });
  if (isNew && found === nameOf(panel)) nameOf(panel)?.select();
}

const BEGUN_CONDITION = "[data-option^='condition:'] [data-begin]";
const isCondition = (option: Element) => option.getAttribute("data-option")?.startsWith("condition:") === true;

const nameOf = (panel: HTMLElement) => panel.querySelector<HTMLInputElement>("[data-field='name']");

/** What is to be written first, else the first field. */
const controlIn = (place: Element | null) =>
  place?.querySelector<HTMLElement>("[data-begin]") ?? place?.querySelector<HTMLElement>(EDITABLE) ?? null;

function firstField(panel: HTMLElement): HTMLElement | null {
  const options = [...panel.querySelectorAll("[data-option]")].filter((option) => option.checkVisibility());
  for (const option of options) {
    const text = option.querySelector<HTMLElement>(TEXT);
    // Of conditions the first that is not written yet: Enter leads from one to the next.
    if (text !== null) return (isCondition(option) ? panel.querySelector<HTMLElement>(BEGUN_CONDITION) : null) ?? text;
  }
  return nameOf(panel);
}

/** The field of `choices.2.title`, else that of its row, else that of its list. */
function placeOf(panel: HTMLElement, path: string): Element | null {
  const field = panel.querySelector(`[data-option="${CSS.escape(path)}"]`);
  const end = path.lastIndexOf(".");
  return field !== null || end < 0 ? field : placeOf(panel, path.slice(0, end));
}
