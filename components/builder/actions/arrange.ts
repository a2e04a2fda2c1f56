import type { FlowGraph } from "#lib/engine/types.ts";
import type { Point } from "../model/graph.ts";
import { setDocks } from "../model/commands/blocks.ts";
import { moveNodes } from "../model/commands/change.ts";
import type { Layout, LayoutRequest } from "../model/layout/layout.ts";

/** Finds the places in a thread of its own: for five hundred nodes that takes seconds, in which the page must respond. */
export function arrange(request: LayoutRequest): Promise<Layout> {
  const worker = new Worker(new URL("../model/layout/layout.worker.ts", import.meta.url), { type: "module" });
  return new Promise<Layout>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Layout>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/** The flow as it was arranged; what was moved meanwhile stays with the hand that moved it. */
export function arranged({ places, docked }: Layout, before: FlowGraph, now: FlowGraph): FlowGraph {
  const wanted = stillWanted(places, before, now);
  return setDocks(moveNodes(now, wanted), new Map([...docked].filter(([lower, upper]) => wanted.has(lower) && wanted.has(upper))));
}

/**
 * Of these places those of nodes that stand where they stood when it was arranged: what was moved meanwhile stays with the hand that
 * moved it.
 */
function stillWanted(places: ReadonlyMap<string, Point>, arranged: FlowGraph, now: FlowGraph): Map<string, Point> {
  const before = new Map(arranged.nodes.map(({ id, position }) => [id, position]));
  const untouched = now.nodes.filter(({ id, position: { x, y } }) => before.get(id)?.x === x && before.get(id)?.y === y);
  return new Map(untouched.flatMap(({ id }) => (places.has(id) ? [[id, places.get(id) as Point] as const] : [])));
}
