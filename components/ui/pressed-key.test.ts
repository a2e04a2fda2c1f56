import { expect, test } from "vitest";
import { pressedKey } from "./pressed-key.ts";

test.each([
  ["a key", { key: "Enter", keyCode: 13 }, "Enter"],
  ["a key of React's", { key: "Enter", keyCode: 13, nativeEvent: { isComposing: false } }, "Enter"],
  ["an input method's", { key: "Enter", keyCode: 229, isComposing: true }, ""],
  ["an input method's, of React's", { key: "Escape", keyCode: 13, nativeEvent: { isComposing: true } }, ""],
  ["an input method's in Safari", { key: "Enter", keyCode: 229, isComposing: false }, ""],
])("%s", (_name, press, key) => {
  expect(pressedKey(press)).toBe(key);
});
