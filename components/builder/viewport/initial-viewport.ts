import type { FlowGraph } from "#lib/engine/types.ts";
import { boundsOf, boxesOf } from "../model/place.ts";
import { findNode, itemsOf, type Size, type SizeOf } from "../model/graph.ts";

export const SMALLEST = 0.05;
export const LARGEST = 2;
/** From this scale on the texts of a card can be read, and at this one with ease. */
export const READABLE = 0.6;
export const COMFORTABLE = 0.85;
const MARGIN = 48;
/** Around a flow whose scale was chosen by hand. */
const LEAST_MARGIN = 8;
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

/**
 * The viewport for a first look: the whole flow where its cards can still be read, else its start on the left; in a flow that is larger
 * the node that is asked for, in the middle.
 */
export function initialViewport(graph: FlowGraph, sizeOf: SizeOf, canvas: Size, nodeId: string | null = null): Viewport {
  const whole = fitViewport(graph, sizeOf, canvas);
  const wanted = nodeId === null ? undefined : findNode(graph, nodeId);
  if (whole.zoom < READABLE && wanted) {
    const { width, height } = sizeOf(wanted.id);
    const middle = { x: wanted.position.x + width / 2, y: wanted.position.y + height / 2 };
    return {
      x: canvas.width / 2 - middle.x * COMFORTABLE,
      y: canvas.height / 2 - middle.y * COMFORTABLE,
      zoom: COMFORTABLE,
    };
  }
  const start = findNode(graph, graph.start ?? "") ?? graph.nodes[0];
  if (whole.zoom >= READABLE || !start) return whole;
  return {
    x: canvas.width * START_AT.x - start.position.x * COMFORTABLE,
    y: canvas.height * START_AT.y - start.position.y * COMFORTABLE,
    zoom: COMFORTABLE,
  };
}

/** So much smaller the scale may become for all of an arranged flow to be in sight. */
const NEARLY = 0.75;

/**
 * The viewport after the cards were arranged: at the scale it had, all of the flow where it fits; a little smaller where then it does; else
 * its start on the left.
 */
export function arrangedViewport(graph: FlowGraph, sizeOf: SizeOf, canvas: Size, zoom: number): Viewport {
  const whole = fitViewport(graph, sizeOf, canvas);
  const { width, height } = boundsOf(boxesOf(graph, sizeOf));
  const fits = width * zoom <= canvas.width - 2 * LEAST_MARGIN && height * zoom <= canvas.height - 2 * LEAST_MARGIN;
  if (!fits && whole.zoom >= zoom * NEARLY) return whole;
  const start = findNode(graph, graph.start ?? "") ?? graph.nodes[0];
  if (!fits && start) {
    return { x: canvas.width * START_AT.x - start.position.x * zoom, y: canvas.height * START_AT.y - start.position.y * zoom, zoom };
  }
  const middle = { x: (canvas.width / 2 - whole.x) / whole.zoom, y: (canvas.height / 2 - whole.y) / whole.zoom };
  return { x: canvas.width / 2 - middle.x * zoom, y: canvas.height / 2 - middle.y * zoom, zoom };
}

/** What of a difference is worth the first look: the marked nodes and the ends of the marked transitions; all where nothing is marked. */
export function changedPart(graph: FlowGraph, marks: ReadonlyMap<string, unknown>): FlowGraph {
  const ends = graph.transitions.filter(({ id }) => marks.has(id)).flatMap(({ from, to }) => [from, to]);
  const wanted = new Set([...marks.keys(), ...ends]);
  const nodes = graph.nodes.filter(({ id }) => wanted.has(id));
  return nodes.length === 0 ? graph : { nodes, transitions: [], start: graph.start };
}
