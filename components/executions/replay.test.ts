import { describe, expect, test } from "vitest";
import type { Visit } from "#lib/api/executions.ts";
import { eventStarts, momentAt, pathUntil, visitOfNode } from "./replay.ts";

const visit = (seq: number, node_id: string, outcome: string, changes: object = {}, transition_id: string | null = null): Visit => ({
  seq,
  node_id,
  node_type: "x",
  event: "message_received",
  outcome,
  exit: outcome === "left" ? "next" : null,
  transition_id,
  changes: { ...changes },
  note: null,
  at: "2026-01-01T00:00:00.000Z",
});

const visits = [
  visit(1, "hello", "left", { name: "Ana" }, "t1"),
  visit(2, "hear", "waits"),
  visit(3, "hear", "left", { answer: "2" }, "t2"),
  visit(4, "ask", "failed"),
  visit(5, "ask", "left", { answer: "3", "": null }, "t3"),
  visit(6, "hello", "left", {}, "t1"),
];

test("the context before a visit has what earlier ones set, and after it what it set itself", () => {
  expect(momentAt({ visits, context_before: { old: 1 } }, 0)).toMatchObject({ before: { old: 1 }, after: { old: 1, name: "Ana" } });
  expect(momentAt({ visits, context_before: { old: 1 } }, 4)).toMatchObject({
    before: { old: 1, name: "Ana", answer: "2" },
    after: { old: 1, name: "Ana", answer: "3", "": null },
  });
  expect(momentAt({ visits, context_before: {} }, 6)).toBeNull();
});

test("an event begins after a visit that waited, and after one that failed and was retried", () => {
  expect(eventStarts(visits)).toEqual([0, 2, 4]);
  expect(eventStarts([])).toEqual([]);
});

test("the way up to a visit has the transitions that led there, not the one it took itself", () => {
  expect(pathUntil(visits, 2)).toEqual({ nodeIds: ["hello", "hear"], transitionIds: ["t1"], current: "hear" });
  expect(pathUntil(visits, 3)).toEqual({ nodeIds: ["hello", "hear", "ask"], transitionIds: ["t1", "t2"], current: "ask" });
  expect(pathUntil([], 0)).toEqual({ nodeIds: [], transitionIds: [], current: null });
});

describe("a click on a node goes to its visit", () => {
  test.each([
    ["the one shown", "hear", 1, 1],
    ["the last one before", "hello", 4, 0],
    ["the next one, when it was not yet visited", "ask", 0, 3],
    ["none, when it never was", "gone", 0, null],
  ])("%s", (_, node, at, index) => {
    expect(visitOfNode(visits, node, at)).toBe(index);
  });
});
