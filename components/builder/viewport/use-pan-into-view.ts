"use client";
import { useReactFlow } from "reactflow";
import type { Box } from "../model/graph.ts";
import { canvasBox, coveredCorners } from "./canvas-box.ts";
import { panIntoView } from "./pan-into-view.ts";
import { viewMotion } from "./view-motion.ts";

/** Moves the view so that a part of the canvas is seen; not where it is seen already. */
export function usePanIntoView(): (box: Box, options: { keepsScale: boolean }) => void {
  const flow = useReactFlow();
  return (box, { keepsScale }) => {
    // As the page is now: React Flow hears later of a panel that has just come.
    const { width, height } = canvasBox();
    const view = panIntoView(box, flow.getViewport(), { width, height }, keepsScale, coveredCorners());
    if (view !== null) void flow.setViewport(view, { duration: viewMotion() });
  };
}
