export type ActionId =
  | "undo"
  | "redo"
  | "copy"
  | "paste"
  | "duplicate"
  | "selectAll"
  | "find"
  | "commands"
  | "add"
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
  | "test"
  | "publish"
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
  add: ["mod", "Enter"],
  edit: ["Enter"],
  remove: ["Backspace"],
  removeAndReconnect: ["shift", "Backspace"],
  fit: ["shift", "1"],
  layout: ["shift", "L"],
  note: ["shift", "N"],
  alignLeft: ["alt", "Left"],
  alignRight: ["alt", "Right"],
  alignTop: ["alt", "Up"],
  alignBottom: ["alt", "Down"],
  test: ["mod", "E"],
  publish: ["mod", "shift", "Enter"],
  escape: ["Esc"],
  help: ["?"],
};

/** Other keys that do the same. */
export const ALSO: Readonly<Partial<Record<ActionId, readonly string[]>>> = { redo: ["mod", "Y"], add: ["/"] };

const READING: ReadonlySet<string> = new Set<ActionId>(["copy", "selectAll", "find", "commands", "edit", "fit", "test", "escape", "help"]);
/** Their keys write something: on a selected card that is what is meant, and nobody who types too early shall rearrange the flow. */
const WHILE_NOTHING_SELECTED: ReadonlySet<ActionId> = new Set(["fit", "layout", "note"]);
/** The way on from what is being written. */
const IN_FIELDS: ReadonlySet<ActionId> = new Set(["add", "test", "publish"]);

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
  /** Which key of the keyboard it is, whatever is printed on it: with shift, 1 is another sign in each country. */
  code: string;
  metaKey: boolean;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  getModifierState(name: string): boolean;
}

/** What a key press asks for; null for nothing of ours. */
export function actionOf(press: KeyPress, isNothingSelected: boolean): ActionId | null {
  const key = press.key.toLowerCase();
  const name = /^Digit\d$/.test(press.code) ? press.code.slice(-1) : (KEY_NAMES[key] ?? key);
  const found = [...entriesOf(SHORTCUTS), ...entriesOf(ALSO)].find(([id, keys]) => !ELSEWHERE.has(id) && isPressed(keys, name, key, press));
  if (found === undefined || (WHILE_NOTHING_SELECTED.has(found[0]) && !isNothingSelected)) return null;
  return found[0];
}

const entriesOf = (keys: Readonly<Partial<Record<ActionId, readonly string[]>>>) => Object.entries(keys) as [ActionId, readonly string[]][];

function isPressed(keys: readonly string[], name: string, typed: string, { metaKey, ctrlKey, shiftKey, altKey }: KeyPress): boolean {
  const wanted = keys.at(-1)?.toLowerCase();
  // On many keyboards these are typed with shift, on others without.
  const isSign = wanted === "?" || wanted === "/";
  if (wanted !== (isSign ? typed : name)) return false;
  return (
    (isSign || shiftKey === keys.includes("shift")) && altKey === keys.includes("alt") && (metaKey || ctrlKey) === keys.includes("mod")
  );
}

/** Whether a key press writes something: letters, digits and signs of any keyboard, and the accents that wait for their letter. */
export function isWriting(press: KeyPress): boolean {
  const { key, metaKey, ctrlKey, altKey } = press;
  if (key === "Dead") return true;
  if (key === " " || [...key].length !== 1) return false;
  if (press.getModifierState("AltGraph")) return true;
  // Option writes signs on a Mac; elsewhere Alt and a letter is a menu's.
  return !metaKey && !ctrlKey && !(altKey && /^[\x20-\x7e]$/.test(key));
}

const FIELDS = "input, textarea, select, [contenteditable='true'], [role='textbox']";
const WINDOWS = "[role='dialog'], [role='alertdialog'], [role='menu'], [role='listbox'], [cmdk-root]";

type Target = { closest?: (selector: string) => unknown } | null;

/** Whether a key pressed here belongs to a field, a menu or a window and not to the canvas. */
export function isTaken(target: Target): boolean {
  return target?.closest?.(`${FIELDS}, ${WINDOWS}`) != null;
}

/** Whether a key pressed here can ask for this action; in a field what writes is written. */
export function isAskedFor(action: ActionId, press: KeyPress, target: Target): boolean {
  return !isTaken(target) || (IN_FIELDS.has(action) && !isWriting(press) && target?.closest?.(WINDOWS) == null);
}
