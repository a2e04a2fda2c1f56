import { expect, test } from "vitest";
import { setDocks } from "./blocks.ts";
import { graphOf } from "../graph.fixture.ts";
import type { Box } from "../graph.ts";
import { makeRoom, withRoom } from "./make-room.ts";

const card = (x: number, y: number, height = 100): Box => ({ x, y, width: 200, height });

test.each<[string, Record<string, Box>, Record<string, { x: number; y: number }>]>([
  ["what lies apart stays", { new: card(0, 0), b: card(300, 0) }, {}],
  ["what touches stays", { new: card(0, 0), b: card(0, 100) }, {}],
  ["what lies below gives way downwards", { new: card(0, 0), b: card(0, 80) }, { b: { x: 0, y: 132 } }],
  ["what lies on the right gives way to the right", { new: card(0, 0), b: card(180, 20) }, { b: { x: 232, y: 20 } }],
  ["what lies above gives way upwards", { new: card(0, 0), b: card(0, -80) }, { b: { x: 0, y: -132 } }],
  ["it pushes on what is in its way", { new: card(0, 0), b: card(0, 80), c: card(0, 200) }, { b: { x: 0, y: 132 }, c: { x: 0, y: 264 } }],
  ["both sides give way", { new: card(0, 0), b: card(0, 80), c: card(0, -80) }, { b: { x: 0, y: 132 }, c: { x: 0, y: -132 } }],
])("for a card that comes, %s", (_, boxes, expected) => {
  expect(Object.fromEntries(makeRoom(new Map(Object.entries(boxes)), new Set(["new"])))).toEqual(expected);
});

test("a card that grew pushes downwards only", () => {
  const moved = makeRoom(new Map(Object.entries({ a: card(0, 0, 200), b: card(180, 150) })), new Set(["a"]), "y");
  expect(Object.fromEntries(moved)).toEqual({ b: { x: 180, y: 232 } });
});

test("on a full canvas nothing lies on anything afterwards, and far cards stay", () => {
  for (let turn = 0; turn < 40; turn += 1) {
    const boxes = new Map<string, Box>(
      Array.from({ length: 60 }, (_, n) => [`n${n}`, card((n % 10) * 240, Math.floor(n / 10) * 140)] as const),
    );
    boxes.set("new", card((turn * 137) % 2_200, (turn * 71) % 700, 100 + turn * 4));
    const moved = makeRoom(boxes, new Set(["new"]));
    const now = [...boxes].map(([id, box]) => ({ id, ...box, ...moved.get(id) }));
    const lying = now.flatMap((a, index) =>
      now
        .slice(index + 1)
        .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
        .map((b) => `${a.id} on ${b.id}`),
    );
    expect(lying).toEqual([]);
    expect(moved.size).toBeLessThan(31);
  }
});

test("a block of docked cards gives way as one", () => {
  const graph = setDocks(graphOf("a -> b; c"), new Map([["b", "a"]]));
  graph.nodes = graph.nodes.map((node) => ({
    ...node,
    position: { a: { x: 0, y: 0 }, b: { x: 0, y: 100 }, c: { x: 0, y: 180 } }[node.id] ?? node.position,
  }));
  const after = withRoom(graph, ["c"], () => ({ width: 200, height: 100 }));
  expect(after.nodes.map(({ position }) => position.y)).toEqual([-52, 48, 180]);
});
