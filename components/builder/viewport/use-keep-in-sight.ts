"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { useReactFlow, useStore } from "reactflow";
import { findNode } from "../model/graph.ts";
import { useEditor } from "../store/editor-context.tsx";
import { sizeReader } from "../card/size-reader.ts";
import { canvasBox } from "./canvas-box.ts";
import { usePanIntoView } from "./use-pan-into-view.ts";

/** Long enough for the second click of a double click, under which nothing may move. */
const AFTER_CLICK_MS = 350;

/** A panel that comes makes the canvas narrower; the card for which it came must not be under it. What stays in sight stays where it is. */
export function useKeepInSight(): void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const intoSight = usePanIntoView();
  const width = useStore((state) => state.width);
  const before = useRef(width);
  const show = useEffectEvent((former: number) => {
    const state = store.getState();
    const [id, ...others] = state.selection.nodeIds;
    const node = id === undefined || others.length > 0 ? undefined : findNode(state.graph, id);
    if (!node) return;
    const size = sizeReader(state)(node.id);
    const right = flow.flowToScreenPosition({ x: node.position.x + size.width, y: 0 }).x - canvasBox().left;
    if (right <= former && right > canvasBox().width) intoSight({ ...node.position, ...size }, { keepsScale: true });
  });
  useEffect(() => {
    const former = before.current;
    before.current = width;
    if (width >= former) return;
    const timer = setTimeout(() => show(former), AFTER_CLICK_MS);
    return () => clearTimeout(timer);
  }, [width]);
}
