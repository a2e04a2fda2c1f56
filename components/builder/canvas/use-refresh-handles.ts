"use client";
import { useEffect } from "react";
import { useUpdateNodeInternals } from "reactflow";
import { useEditor } from "../store/editor-context.tsx";

/**
 * React Flow measures handles when a card is first drawn or changes its size; with other handles at the same size it has to
 * be told. It must not be told at every mount: each telling makes it look through all cards, and five hundred mount at once.
 */
export function useRefreshHandles(id: string, handles: string, isRough: boolean): void {
  const { drawnHandles } = useEditor();
  const update = useUpdateNodeInternals();
  useEffect(() => {
    const before = drawnHandles.get(id);
    const isOther = before !== undefined && before.handles !== handles;
    const wasRough = before?.isRough ?? false;
    drawnHandles.set(id, { handles, isRough: isRough && (isOther || wasRough) });
    if (isOther || (wasRough && !isRough)) update(id);
  }, [update, drawnHandles, id, handles, isRough]);
}
