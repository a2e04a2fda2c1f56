"use client";
import { useRef } from "react";
import { useReactFlow, useStoreApi } from "reactflow";
import { itemsOf, type Box } from "../model/graph.ts";
import { boundsOf } from "../model/place.ts";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../card/size-reader.ts";
import { LARGEST, SMALLEST } from "./initial-viewport.ts";
import { viewMotion } from "./view-motion.ts";
import { zoomAbout } from "./zoom-about.ts";

/** Sets the scale (1 is the real size), about what is selected, else about the middle of what is in sight. */
export function useZoom(): (scaleOf: (zoom: number) => number) => void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  /** What the view is on its way to: a second step begins there, not at the scale that happens to be passed. */
  const aim = useRef({ scale: 1, until: 0 });
  return (scaleOf) => {
    const { width, height, transform } = canvas.getState();
    const [x, y, zoom] = transform;
    const state = store.getState();
    const { graph, selection } = state;
    const sizeOf = sizeReader(state);
    const chosen = new Set([...selection.nodeIds, ...selection.noteIds]);
    const boxes = itemsOf(graph).flatMap((item): Box[] => (chosen.has(item.id) ? [{ ...item.position, ...sizeOf(item.id) }] : []));
    const box =
      boxes.length === 0
        ? { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom, width: 0, height: 0 }
        : { x: Math.min(...boxes.map((each) => each.x)), y: Math.min(...boxes.map((each) => each.y)), ...boundsOf(boxes) };
    const scale = Math.min(LARGEST, Math.max(SMALLEST, scaleOf(performance.now() < aim.current.until ? aim.current.scale : zoom)));
    const duration = viewMotion();
    aim.current = { scale, until: performance.now() + duration };
    void flow.setViewport(zoomAbout(box, { x, y, zoom }, { width, height }, scale), { duration });
  };
}
