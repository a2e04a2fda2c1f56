import { describe, expect, test } from "vitest";
import type { Visit } from "#lib/api/executions.ts";
import { eventStarts, momentAt, pathUntil, visitOfNode } from "./replay.ts";

const visit = (seq: number, node_id: string, outcome: string, changes: object = {}, transition_id: string | null = null): Visit => ({
  seq,
  node_id,
  node_type: "x",
  flow_version_id: null,
  frame: null,
  event: "message_received",
  outcome,
  exit: outcome === "left" ? "next" : null,
  transition_id,
  conditions: [],
  changes: { ...changes },
  note: null,
  started_by: null,
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
  expect(momentAt({ visits, context_before: { old: 1 }, contexts_before: [] }, 0)).toMatchObject({
    before: { old: 1 },
    after: { old: 1, name: "Ana" },
  });
  expect(momentAt({ visits, context_before: { old: 1 }, contexts_before: [] }, 4)).toMatchObject({
    before: { old: 1, name: "Ana", answer: "2" },
    after: { old: 1, name: "Ana", answer: "3", "": null },
  });
  expect(momentAt({ visits, context_before: {}, contexts_before: [] }, 6)).toBeNull();
});

test("each flow within the execution has a context and a way of its own", () => {
  const inOther = (one: Visit): Visit => ({ ...one, flow_version_id: 7, frame: 2 });
  const mixed = [
    visit(1, "call", "began", { a: 1 }),
    inOther(visit(2, "call", "left", { b: 2 }, "t1")),
    inOther(visit(3, "say", "waits", { b: 3 })),
    visit(4, "call", "left", { child: { b: 3 } }, "t1"),
  ];
  const history = { visits: mixed, context_before: {}, contexts_before: [{ frame: 2, context: { old: 1 } }] };
  expect(momentAt(history, 2)).toMatchObject({ before: { old: 1, b: 2 }, after: { old: 1, b: 3 } });
  expect(momentAt(history, 3)).toMatchObject({ before: { a: 1 }, after: { a: 1, child: { b: 3 } } });
  expect(momentAt(history, 3)?.before).not.toHaveProperty("b");
  expect(pathUntil(mixed, 2).nodes).toEqual(new Set(["call", "say"]));
  expect(pathUntil(mixed, 3).nodes).toEqual(new Set(["call"]));
  expect([visitOfNode(mixed, "call", 2), visitOfNode(mixed, "call", 3)]).toEqual([1, 3]);
  // What another flow begins with has begun in the same go.
  expect(eventStarts(mixed)).toEqual([0, 3]);
});

test("an event begins after a visit that waited, and after one that failed and was retried", () => {
  expect(eventStarts(visits)).toEqual([0, 2, 4]);
  expect(eventStarts([])).toEqual([]);
});

test("the way up to a visit: the past, the way of this visit, and where it failed", () => {
  expect(pathUntil(visits, 2)).toMatchObject({ nodes: new Set(["hello", "hear"]), transitions: new Set(["t1", "t2"]) });
  expect(pathUntil(visits, 2).taken).toEqual(new Set(["t2"]));
  expect(pathUntil(visits, 3)).toEqual({
    nodes: new Set(["hello", "hear", "ask"]),
    transitions: new Set(["t1", "t2"]),
    taken: new Set(),
    failed: new Set(["ask"]),
    current: "ask",
  });
  expect(pathUntil(visits, 4).failed).toEqual(new Set());
  expect(pathUntil([], 0)).toMatchObject({ nodes: new Set(), transitions: new Set(), taken: new Set(), current: null });
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
