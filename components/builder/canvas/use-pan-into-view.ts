"use client";
import { useReactFlow, useStoreApi } from "reactflow";
import type { Box } from "../model/graph.ts";
import { intoSight } from "./pan-into-view.ts";
import { viewMotion } from "./view-motion.ts";

/** Moves the view so that a part of the canvas is seen; not where it is seen already. */
export function useIntoSight(): (box: Box, options: { keepsScale: boolean }) => void {
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return (box, { keepsScale }) => {
    const { width, height, transform } = canvas.getState();
    const [x, y, zoom] = transform;
    const view = intoSight(box, { x, y, zoom }, { width, height }, keepsScale);
    if (view !== null) void flow.setViewport(view, { duration: viewMotion() });
  };
}
