"use client";
import { useEffect, useEffectEvent } from "react";
import { useReactFlow, useStoreApi } from "reactflow";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { sizeReader } from "../store/sizes.ts";

const READABLE = 0.6;
const COMFORTABLE = 0.85;
const MARGIN = 24;

/** Brings into sight what was asked for: an issue's node, a search result, a new card. What is in sight already stays where it is. */
export function useFocusRequests(): void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  const focus = useEditorState((state) => state.focus);
  const show = useEffectEvent((nodeId: string) => {
    const state = store.getState();
    const node = state.graph.nodes.find(({ id }) => id === nodeId);
    if (!node) return;
    const size = sizeReader(state)(nodeId);
    const { width, height, transform } = canvas.getState();
    const [x, y, zoom] = transform;
    const left = node.position.x * zoom + x;
    const top = node.position.y * zoom + y;
    const isInSight = left >= MARGIN && top >= MARGIN && left + size.width * zoom <= width - MARGIN && top + size.height * zoom <= height - MARGIN;
    if (isInSight && zoom >= READABLE) return;
    void flow.setCenter(node.position.x + size.width / 2, node.position.y + size.height / 2, { zoom: zoom < READABLE ? COMFORTABLE : zoom, duration: 150 });
  });
  useEffect(() => {
    if (focus) show(focus.nodeId);
  }, [focus]);
}
