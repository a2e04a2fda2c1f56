import type { FlowGraph } from "#lib/engine/types.ts";
import { findNode, itemsOf, type Size, type SizeOf } from "../model/graph.ts";

export const SMALLEST = 0.05;
/** From this scale on the texts of a card can be read, and at this one with ease. */
export const READABLE = 0.6;
export const COMFORTABLE = 0.85;
const MARGIN = 48;
/** So much of the canvas lies left of the start when the flow is larger than the canvas. */
const START_AT = { x: 0.06, y: 0.4 };

/** What of the canvas is in sight, as React Flow has it. */
export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

/** The viewport that shows the whole flow in the middle, at most at its real size. */
export function fitViewport(graph: FlowGraph, sizeOf: SizeOf, canvas: Size): Viewport {
  const boxes = itemsOf(graph).map(({ id, position }) => ({ ...position, ...sizeOf(id) }));
  if (boxes.length === 0) return { x: 0, y: 0, zoom: 1 };
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const width = Math.max(...boxes.map((box) => box.x + box.width)) - left;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) - top;
  const zoom = Math.max(SMALLEST, Math.min(1, (canvas.width - 2 * MARGIN) / width, (canvas.height - 2 * MARGIN) / height));
  return { x: (canvas.width - width * zoom) / 2 - left * zoom, y: (canvas.height - height * zoom) / 2 - top * zoom, zoom };
}

/** The viewport for a first look: the whole flow where its cards can still be read, else its start on the left. */
export function initialViewport(graph: FlowGraph, sizeOf: SizeOf, canvas: Size): Viewport {
  const whole = fitViewport(graph, sizeOf, canvas);
  const start = findNode(graph, graph.start ?? "") ?? graph.nodes[0];
  if (whole.zoom >= READABLE || !start) return whole;
  return {
    x: canvas.width * START_AT.x - start.position.x * COMFORTABLE,
    y: canvas.height * START_AT.y - start.position.y * COMFORTABLE,
    zoom: COMFORTABLE,
  };
}

/** What of a difference is worth the first look: the marked nodes and the ends of the marked transitions; all where nothing is marked. */
export function changedPart(graph: FlowGraph, marks: ReadonlyMap<string, unknown>): FlowGraph {
  const ends = graph.transitions.filter(({ id }) => marks.has(id)).flatMap(({ from, to }) => [from, to]);
  const wanted = new Set([...marks.keys(), ...ends]);
  const nodes = graph.nodes.filter(({ id }) => wanted.has(id));
  return nodes.length === 0 ? graph : { nodes, transitions: [], start: graph.start };
}
