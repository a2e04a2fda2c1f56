"use client";
import { useLayoutEffect } from "react";
import { useStore, useStoreApi } from "reactflow";
import { nameSizeAt, type ZoomStep, zoomStepAt } from "./name-size.ts";

/**
 * Tells the stylesheet in steps how far away the canvas is. Not each card: then five hundred would be drawn anew while somebody zooms, and
 * so the browser only styles them anew when a step is crossed.
 */
export function ZoomSteps() {
  const store = useStoreApi();
  // Not at first.
  const isThere = useStore(({ domNode }) => domNode !== null);
  const step = useStore(({ transform }): ZoomStep => zoomStepAt(transform[2]));
  const size = useStore(({ transform }) => nameSizeAt(transform[2]));
  useLayoutEffect(() => {
    const canvas = store.getState().domNode;
    if (!isThere || canvas === null) return;
    const line = Math.round(size * 1.1);
    canvas.dataset.zoom = step;
    canvas.style.setProperty("--name-size", `${size}px`);
    canvas.style.setProperty("--name-line", `${step === "near" ? 18 : line}px`);
    canvas.style.setProperty("--name-lines-of", `${line}`);
  }, [store, isThere, step, size]);
  return null;
}
