"use client";
import { useEffect } from "react";
import { validate } from "#lib/engine/validate/validate.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { useEditor } from "../store/editor-context.tsx";

const QUIET_MS = 250;

/** Looks for issues, first and then as the author types: once the hands rest for a moment and the page has nothing better to do. */
export function useValidation(): void {
  const { store, set } = useEditor();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let checked: unknown = null;
    const check = () => {
      const { graph } = store.getState();
      if (graph === checked) return;
      checked = graph;
      set({ issues: validate(graph, nodeTypes) });
    };
    const whenIdle = () => (typeof requestIdleCallback === "function" ? requestIdleCallback(check, { timeout: 1_000 }) : check());
    whenIdle();
    const stop = store.subscribe((state, before) => {
      if (state.graph === before.graph) return;
      clearTimeout(timer);
      timer = setTimeout(whenIdle, QUIET_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store, set]);
}
