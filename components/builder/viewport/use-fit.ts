"use client";
import { useReactFlow, useStoreApi } from "reactflow";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../store/sizes.ts";
import { fitViewport } from "./initial-viewport.ts";
import { viewMotion } from "./view-motion.ts";

/** From this many nodes on only what is in sight is drawn, and a move would draw on its way what is in sight only then. */
export const LARGE = 120;

/** Shows the whole flow. React Flow's own fit knows only the cards that were drawn before. */
export function useFit(): () => void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return () => {
    const { width, height } = canvas.getState();
    const state = store.getState();
    void flow.setViewport(fitViewport(state.graph, sizeReader(state), { width, height }), {
      duration: state.graph.nodes.length > LARGE ? 0 : viewMotion(),
    });
  };
}
