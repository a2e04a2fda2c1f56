import { expect, test } from "vitest";
import { countTypes, readiness } from "./readiness.ts";

const READY = {
  errors: 0,
  warnings: 0,
  tests: "passed",
  saving: "saved",
  isOffline: false,
  isLiveKnown: true,
  changes: 2,
  isNothing: false,
} as const;

test.each([
  [{}, null, false],
  [{ errors: 1 }, "fix", false],
  [{ saving: "offline" }, "offline", false],
  [{ isOffline: true, isLiveKnown: false }, "offline", false],
  [{ isNothing: true, changes: 0 }, "nothing", true],
  [{ isNothing: true, errors: 1, changes: 0 }, "nothing", true],
  [{ saving: "stale" }, "stale", false],
  [{ isLiveKnown: false }, "looking", false],
  [{ tests: "running" }, "testing", false],
  [{ tests: "failed" }, null, true],
  [{ warnings: 1 }, null, true],
  [{ changes: 0 }, null, true],
  [{ changes: null }, null, false],
] as const)("with %j the obstacle is %s and doubtful: %s", (seen, obstacle, isDoubtful) => {
  expect(readiness({ ...READY, ...seen })).toEqual({ obstacle, isDoubtful });
});

test("a first version is told by what is in it", () => {
  const node = (id: string, node_type: string) => ({ id, name: id, node_type, config: {}, position: { x: 0, y: 0 } });
  const nodes = [node("a", "end"), node("b", "send_message"), node("c", "send_message")];
  expect(countTypes({ nodes, transitions: [], start: "a" })).toEqual([
    ["send_message", 2],
    ["end", 1],
  ]);
});
