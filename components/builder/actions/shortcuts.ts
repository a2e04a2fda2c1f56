export type ActionId =
  | "undo"
  | "redo"
  | "copy"
  | "paste"
  | "duplicate"
  | "selectAll"
  | "find"
  | "commands"
  | "edit"
  | "remove"
  | "removeAndReconnect"
  | "fit"
  | "layout"
  | "note"
  | "alignLeft"
  | "alignRight"
  | "alignTop"
  | "alignBottom"
  | "escape"
  | "help";

/** Keys of each action; "mod" is Cmd or Ctrl. Copying and pasting are the browser's own events; they stand here for the help. */
export const SHORTCUTS: Readonly<Record<ActionId, readonly string[]>> = {
  undo: ["mod", "Z"],
  redo: ["mod", "shift", "Z"],
  copy: ["mod", "C"],
  paste: ["mod", "V"],
  duplicate: ["mod", "D"],
  selectAll: ["mod", "A"],
  find: ["mod", "F"],
  commands: ["mod", "K"],
  edit: ["Enter"],
  remove: ["Backspace"],
  removeAndReconnect: ["shift", "Backspace"],
  fit: ["1"],
  layout: ["L"],
  note: ["N"],
  alignLeft: ["alt", "Left"],
  alignRight: ["alt", "Right"],
  alignTop: ["alt", "Up"],
  alignBottom: ["alt", "Down"],
  escape: ["Esc"],
  help: ["?"],
};

const READING: ReadonlySet<string> = new Set<ActionId>(["copy", "selectAll", "find", "commands", "edit", "fit", "escape", "help"]);

/** Whether an action leaves the flow as it is, so that people who may only read it can do it, too. */
export const isReading = (action: ActionId): boolean => READING.has(action);

const KEY_NAMES: Readonly<Record<string, string>> = {
  delete: "backspace",
  arrowleft: "left",
  arrowright: "right",
  arrowup: "up",
  arrowdown: "down",
  escape: "esc",
};
/** Left to the browser, whose event carries the clipboard, and to the console's own palette. */
const ELSEWHERE: ReadonlySet<ActionId> = new Set(["copy", "paste", "commands"]);

interface KeyPress {
  key: string;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/** What a key press asks for; null for nothing of ours. */
export function actionOf(press: KeyPress): ActionId | null {
  const key = press.key.toLowerCase();
  const name = KEY_NAMES[key] ?? key;
  if ((press.metaKey || press.ctrlKey) && name === "y" && !press.shiftKey) return "redo";
  const found = (Object.entries(SHORTCUTS) as [ActionId, readonly string[]][]).find(
    ([id, keys]) => !ELSEWHERE.has(id) && isPressed(keys, name, press),
  );
  return found?.[0] ?? null;
}

function isPressed(keys: readonly string[], name: string, { metaKey, ctrlKey, shiftKey, altKey }: KeyPress): boolean {
  if (keys.at(-1)?.toLowerCase() !== name) return false;
  // On many keyboards "?" is typed with shift, on others without.
  const shiftFits = name === "?" || shiftKey === keys.includes("shift");
  return shiftFits && altKey === keys.includes("alt") && (metaKey || ctrlKey) === keys.includes("mod");
}

/** Whether a key pressed here belongs to a field, a menu or a window and not to the canvas. */
export function isTaken(target: { closest?: (selector: string) => unknown } | null): boolean {
  return (
    target?.closest?.(
      "input, textarea, select, [contenteditable='true'], [role='textbox'], [role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox'], [cmdk-root]",
    ) != null
  );
}
