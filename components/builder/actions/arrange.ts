import type { FlowGraph } from "#lib/engine/types.ts";
import type { Point } from "../model/graph.ts";
import type { LayoutRequest } from "../model/layout.ts";

/** Finds the places in a thread of its own: for five hundred nodes that takes seconds, in which the page must respond. */
export function arrange(request: LayoutRequest): Promise<ReadonlyMap<string, Point>> {
  const worker = new Worker(new URL("../model/layout.worker.ts", import.meta.url), { type: "module" });
  return new Promise<ReadonlyMap<string, Point>>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ReadonlyMap<string, Point>>) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/**
 * Of these places those of nodes that stand where they stood when it was arranged: what was moved meanwhile stays with the hand that
 * moved it.
 */
export function stillWanted(places: ReadonlyMap<string, Point>, arranged: FlowGraph, now: FlowGraph): Map<string, Point> {
  const before = new Map(arranged.nodes.map(({ id, position }) => [id, position]));
  const untouched = now.nodes.filter(({ id, position: { x, y } }) => before.get(id)?.x === x && before.get(id)?.y === y);
  return new Map(untouched.flatMap(({ id }) => (places.has(id) ? [[id, places.get(id) as Point] as const] : [])));
}
