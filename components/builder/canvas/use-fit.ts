"use client";
import { useReactFlow, useStoreApi } from "reactflow";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../store/sizes.ts";
import { wholeView } from "./beginning.ts";

/** Shows the whole flow. React Flow's own fit knows only the cards that were drawn before. */
export function useFit(): () => void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return () => {
    const { width, height } = canvas.getState();
    const state = store.getState();
    void flow.setViewport(wholeView(state.graph, sizeReader(state), { width, height }), { duration: 150 });
  };
}
