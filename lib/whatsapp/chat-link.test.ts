import { expect, test } from "vitest";
import { chatLink } from "./chat-link.ts";

test.each([
  ["+55 11 4000-1234", "https://wa.me/551140001234"],
  ["551140001234", "https://wa.me/551140001234"],
  ["+1 (555) 010-9999", "https://wa.me/15550109999"],
  ["190", null],
  ["no number", null],
  ["1".repeat(16), null],
  [null, null],
])("%s is at %s", (number, link) => {
  expect(chatLink(number)).toBe(link);
});
