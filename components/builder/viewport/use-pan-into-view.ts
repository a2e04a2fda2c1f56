"use client";
import { useReactFlow, useStoreApi } from "reactflow";
import type { Box } from "../model/graph.ts";
import { panIntoView } from "./pan-into-view.ts";
import { viewMotion } from "./view-motion.ts";

/** Moves the view so that a part of the canvas is seen; not where it is seen already. */
export function usePanIntoView(): (box: Box, options: { keepsScale: boolean }) => void {
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return (box, { keepsScale }) => {
    const { width, height, transform } = canvas.getState();
    const [x, y, zoom] = transform;
    const view = panIntoView(box, { x, y, zoom }, { width, height }, keepsScale);
    if (view !== null) void flow.setViewport(view, { duration: viewMotion() });
  };
}
