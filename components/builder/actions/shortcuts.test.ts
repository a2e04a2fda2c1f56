import { expect, test } from "vitest";
import { type ActionId, actionOf, isReading, isTaken, SHORTCUTS } from "./shortcuts.ts";

const press = (keys: string) => {
  const parts = keys.split("+");
  return {
    key: parts.at(-1) ?? "",
    metaKey: parts.includes("meta"),
    ctrlKey: parts.includes("ctrl"),
    shiftKey: parts.includes("shift"),
    altKey: parts.includes("alt"),
  };
};

test.each([
  ["ctrl+z", "undo"],
  ["meta+z", "undo"],
  ["meta+shift+Z", "redo"],
  ["ctrl+y", "redo"],
  ["ctrl+d", "duplicate"],
  ["ctrl+a", "selectAll"],
  ["meta+f", "find"],
  ["Enter", "edit"],
  ["Backspace", "remove"],
  ["Delete", "remove"],
  ["shift+Backspace", "removeAndReconnect"],
  ["1", "fit"],
  ["l", "layout"],
  ["alt+ArrowLeft", "alignLeft"],
  ["shift+?", "help"],
  ["?", "help"],
  ["Escape", "escape"],
  ["z", null],
  ["ctrl+l", null],
  ["shift+1", null],
  ["ctrl+c", null],
  ["ctrl+k", null],
  ["ArrowLeft", null],
])("%s asks for %s", (keys, expected) => {
  expect(actionOf(press(keys))).toBe(expected);
});

test("a key in a field, a menu or a window is not the canvas's", () => {
  const inside = { closest: (selector: string) => (selector.includes("textarea") && selector.includes("[role='menu']") ? {} : null) };
  expect([isTaken(inside), isTaken({ closest: () => null }), isTaken(null), isTaken({})]).toEqual([true, false, false, false]);
});

test("who may only read a flow is offered no action that would change it", () => {
  const changing = (Object.keys(SHORTCUTS) as ActionId[]).filter((action) => !isReading(action));
  expect(changing.sort()).toEqual([
    "alignBottom",
    "alignLeft",
    "alignRight",
    "alignTop",
    "duplicate",
    "layout",
    "note",
    "paste",
    "redo",
    "remove",
    "removeAndReconnect",
    "undo",
  ]);
});
