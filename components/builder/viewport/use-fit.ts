"use client";
import { useReactFlow, useStoreApi } from "reactflow";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../card/size-reader.ts";
import { arrangedViewport, fitViewport } from "./initial-viewport.ts";
import { viewMotion } from "./view-motion.ts";

/** From this many nodes on only what is in sight is drawn, and a move would draw on its way what is in sight only then. */
export const LARGE = 120;

/** Shows the whole flow; `keepsScale`: at the scale that is set, as far as it fits. React Flow's own fit knows only cards drawn before. */
export function useFit(): (options?: { keepsScale: boolean }) => void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return ({ keepsScale } = { keepsScale: false }) => {
    const { width, height, transform } = canvas.getState();
    const state = store.getState();
    const [sizeOf, size] = [sizeReader(state), { width, height }];
    const view = keepsScale ? arrangedViewport(state.graph, sizeOf, size, transform[2]) : fitViewport(state.graph, sizeOf, size);
    void flow.setViewport(view, {
      duration: state.graph.nodes.length > LARGE ? 0 : viewMotion(),
    });
  };
}
