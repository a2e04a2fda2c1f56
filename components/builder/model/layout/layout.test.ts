import { describe, expect, test } from "vitest";
import { costOf } from "../../../../scripts/test-setup/cost.ts";
import type { FlowGraph, Transition } from "#lib/engine/types.ts";
import { crossedCards, sharedLanes } from "../routes/routes.fixture.ts";
import { createRoutes } from "../routes/routes.ts";
import { setDocks } from "../commands/blocks.ts";
import { graphOf } from "../graph.fixture.ts";
import { leaving, type Point, type Size } from "../graph.ts";
import { moveNodes } from "../commands/change.ts";
import { clinicFlow } from "./clinic.fixture.ts";
import { conversation } from "./conversation.fixture.ts";
import { endsOf, layoutOf } from "./layout.ts";

/** Cards as high as their rows ask for; compact ones are little more than their names. */
function drawn(graph: FlowGraph, { docks = false, compact = false }: { docks?: boolean; compact?: boolean } = {}) {
  const sizes = new Map<string, Size>();
  const outlets = new Map<string, number>();
  for (const { id } of graph.nodes) {
    const rows = leaving(graph, id);
    const [head, row, least] = compact ? [16, 20, 56] : [80, 26, 80];
    const height = Math.max(least, head + row * rows.length);
    sizes.set(id, { width: compact ? 208 : 248, height });
    rows.forEach((transition, index) => outlets.set(transition.id, height - row * (rows.length - index - 0.5) - (compact ? head / 2 : 0)));
  }
  const { places, docked } = layoutOf({ graph, sizes, outlets, nodeIds: [], docks });
  const boxes = new Map([...places].map(([id, place]) => [id, { ...place, ...(sizes.get(id) ?? { width: 0, height: 0 }) }]));
  const ends = endsOf(setDocks(graph, docked), boxes, ({ id }: Transition) => outlets.get(id) ?? 0);
  const routes = createRoutes();
  routes.update(boxes, ends);
  const ways = ends.map((each) => ({ ends: each, points: routes.of(each.id)?.points ?? [] }));
  return { boxes, ways, docked, at: (id: string): Point => places.get(id) ?? { x: Number.NaN, y: Number.NaN } };
}

function overlaps(boxes: ReturnType<typeof drawn>["boxes"]): string[] {
  const all = [...boxes];
  return all.flatMap(([id, a], index) =>
    all
      .slice(index + 1)
      .filter(([, b]) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map(([other]) => `${id} on ${other}`),
  );
}

/** Answers of one node that stand beside each other in one column, out of their order. */
function outOfOrder(graph: FlowGraph, { at }: ReturnType<typeof drawn>): string[] {
  return graph.nodes.flatMap(({ id }) => {
    const entered = (to: string) => graph.transitions.filter((transition) => transition.to === to && transition.from !== id).length;
    const beside = [...new Set(leaving(graph, id).map(({ to }) => to))].filter((to) => at(to).x > at(id).x && entered(to) === 0);
    return beside.slice(1).flatMap((to, index) => {
      const before = beside[index] ?? to;
      return at(before).x === at(to).x && at(before).y >= at(to).y ? [`${to} above ${before}`] : [];
    });
  });
}

const GENERATED = [
  [12, 2],
  [40, 4],
  [90, 6],
  [220, 8],
  [300, 9],
].map(([count = 0, seed = 0]) => [`${count} nodes`, conversation(count, seed)] as const);

describe.each([["the clinic's flow", clinicFlow()] as const, ...GENERATED])("arranged, %s", (_, graph) => {
  const cases = [drawn(graph), drawn(graph, { docks: true }), drawn(graph, { compact: true })];

  test("has no card on another", () => {
    expect(cases.flatMap(({ boxes }) => overlaps(boxes))).toEqual([]);
  });

  test("has no line through a card", () => {
    expect(cases.flatMap(({ ways, boxes }) => ways.flatMap(({ ends, points }) => crossedCards(ends, points, boxes)))).toEqual([]);
  });

  test("has no line along another's", () => {
    expect(cases.flatMap(({ ways }) => sharedLanes(ways))).toEqual([]);
  });

  test("keeps the order of the answers", () => {
    expect(cases.flatMap((each) => outOfOrder(graph, each))).toEqual([]);
  });
});

const extent = (boxes: ReturnType<typeof drawn>["boxes"]) => {
  const all = [...boxes.values()];
  return {
    width: Math.max(...all.map((box) => box.x + box.width)) - Math.min(...all.map(({ x }) => x)),
    height: Math.max(...all.map((box) => box.y + box.height)) - Math.min(...all.map(({ y }) => y)),
  };
};

test("the clinic's flow fits a canvas at 1280x720 as compact cards whose names, 15 px at full size, have 11 px there", () => {
  const { width, height } = extent(drawn(clinicFlow(), { compact: true }).boxes);
  expect(Math.min(864 / width, 554 / height) * 15).toBeGreaterThanOrEqual(11);
});

test("what is arranged stands still when it is arranged again", () => {
  const { boxes } = drawn(clinicFlow());
  expect([...drawn(moveNodes(clinicFlow(), boxes)).boxes]).toEqual([...boxes]);
});

test("a part that is laid out alone stays in its corner and moves nothing else", () => {
  const corner = new Map([
    ["b", { x: 700, y: 400 }],
    ["c", { x: 640, y: 440 }],
  ]);
  const sizes = new Map(["a", "b", "c"].map((id) => [id, { width: 100, height: 40 }]));
  const graph = moveNodes(graphOf("a -> b; b -> c"), corner);
  const { places } = layoutOf({ graph, sizes, outlets: new Map(), nodeIds: ["b", "c"], docks: false });
  expect([...places.keys()]).toEqual(["b", "c"]);
  expect(places.get("b")).toEqual({ x: 640, y: 400 });
});

test("branches stand beside their decision, also where the first ones are longer", () => {
  const { at } = drawn(clinicFlow(), { compact: true });
  const columns = new Set(["general", "skin", "child", "question", "person"].map((id) => at(id).x));
  expect(columns.size).toBe(1);
});

test("a long chain is folded into columns, and a short one is not", () => {
  const chain = (length: number) => graphOf(Array.from({ length }, (_, n) => `n${n} -> n${n + 1}`).join("; "));
  const columns = (length: number) => new Set([...drawn(chain(length)).boxes.values()].map(({ x }) => x)).size;
  expect([columns(2), columns(30) < 12]).toEqual([3, true]);
});

test("cards of a chain are docked when that is asked for, and only they", () => {
  expect([...drawn(graphOf("a -> b; b -(x)-> c; b -> d; c -> e; d -> e; e -> f"), { docks: true }).docked]).toEqual([
    ["b", "a"],
    ["f", "e"],
  ]);
});

test("300 nodes take about as much longer than 75 as they are more", () => {
  const costOfNodes = (nodes: number) => {
    const graph = conversation(nodes, 11);
    return costOf(() => drawn(graph));
  };
  expect(costOfNodes(300) / costOfNodes(75)).toBeLessThan(32);
});
