import { expect, test } from "vitest";
import { type ActionId, actionOf, isAskedFor, isReading, isTaken, isWriting, SHORTCUTS } from "./shortcuts.ts";

const CODES: Record<string, string> = { "1": "Digit1", "!": "Digit1", "&": "Digit1" };

const press = (keys: string) => {
  const parts = keys.split("+");
  return {
    key: parts.at(-1) ?? "",
    code: CODES[parts.at(-1) ?? ""] ?? "",
    metaKey: parts.includes("meta"),
    ctrlKey: parts.includes("ctrl"),
    shiftKey: parts.includes("shift"),
    altKey: parts.includes("alt"),
    getModifierState: (name: string) => name === "AltGraph" && parts.includes("altgr"),
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
  ["shift+!", "fit"],
  ["shift+1", "fit"],
  ["shift+L", "layout"],
  ["shift+N", "note"],
  ["ctrl+Enter", "add"],
  ["/", "add"],
  ["shift+/", "add"],
  ["meta+e", "test"],
  ["ctrl+shift+Enter", "publish"],
  ["l", null],
  ["n", null],
  ["1", null],
  ["alt+ArrowLeft", "alignLeft"],
  ["shift+?", "help"],
  ["?", "help"],
  ["Escape", "escape"],
  ["z", null],
  ["ctrl+l", null],
  ["ctrl+c", null],
  ["ctrl+k", null],
  ["ArrowLeft", null],
])("%s asks for %s", (keys, expected) => {
  expect(actionOf(press(keys), true)).toBe(expected);
});

test("keys that write do nothing else while something is selected", () => {
  const asked = ["shift+!", "shift+L", "shift+N", "/", "?", "ctrl+Enter"].map((keys) => actionOf(press(keys), false));
  expect(asked).toEqual([null, null, null, "add", "help", "add"]);
});

test.each(["o", "O", "é", "ç", "7", "*", "{", "Dead", "alt+ƒ", "ctrl+alt+altgr+@", "😀"])("%s writes", (keys) => {
  expect(isWriting(press(keys))).toBe(true);
});

test.each([" ", "Enter", "ArrowLeft", "Tab", "F2", "ctrl+b", "meta+v", "alt+f", "Shift", "Process"])("%s writes nothing", (keys) => {
  expect(isWriting(press(keys))).toBe(false);
});

test("a key in a field, a menu or a window is not the canvas's", () => {
  const inside = { closest: (selector: string) => (selector.includes("textarea") && selector.includes("[role='menu']") ? {} : null) };
  expect([isTaken(inside), isTaken({ closest: () => null }), isTaken(null), isTaken({})]).toEqual([true, false, false, false]);
});

test("only the ways on from a field are asked for in one, and none in a window", () => {
  const at = (place: string) => ({ closest: (selector: string) => (selector.includes(place) ? {} : null) });
  const actions: ActionId[] = ["add", "test", "publish", "undo", "layout"];
  const asked = (target: ReturnType<typeof at> | null) => actions.filter((action) => isAskedFor(action, press("ctrl+Enter"), target));
  expect(isAskedFor("add", press("/"), at("textarea")), "a slash is written").toBe(false);
  expect([asked(null), asked(at("textarea")), asked(at("[role='dialog']"))]).toEqual([actions, ["add", "test", "publish"], []]);
});

test("who may only read a flow is offered no action that would change it", () => {
  const changing = (Object.keys(SHORTCUTS) as ActionId[]).filter((action) => !isReading(action));
  expect(changing.sort()).toEqual([
    "add",
    "alignBottom",
    "alignLeft",
    "alignRight",
    "alignTop",
    "duplicate",
    "layout",
    "note",
    "paste",
    "publish",
    "redo",
    "remove",
    "removeAndReconnect",
    "undo",
  ]);
});
