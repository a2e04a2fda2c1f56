import { expect, test } from "vitest";
import { isQuiet } from "./after-end.ts";
import type { FlowSettings } from "./types.ts";

test.each<[string, FlowSettings | undefined, number, boolean]>([
  ["without settings a message begins anew", undefined, 1, false],
  ["with other settings too", { language: "en" }, 1, false],
  ["restart", { after_end: { mode: "restart" } }, 1, false],
  ["quiet within its time", { after_end: { mode: "quiet", quiet_seconds: 60 } }, 59_999, true],
  ["quiet when its time is over", { after_end: { mode: "quiet", quiet_seconds: 60 } }, 60_000, false],
  ["quiet for ten minutes unless told", { after_end: { mode: "quiet" } }, 599_999, true],
  ["and then no more", { after_end: { mode: "quiet" } }, 600_000, false],
  ["triggers alone, for ever", { after_end: { mode: "triggers" } }, 1e12, true],
])("%s", (_, settings, sinceMs, expected) => {
  expect(isQuiet(settings, 1_000, 1_000 + sinceMs)).toBe(expected);
});
