"use client";
import { useEffect } from "react";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useEditor } from "../store/editor-context.tsx";
import { issuesToTell } from "./issues-to-tell.ts";

const QUIET_MS = 250;

/** Looks for issues, first and then as the author types: once the hands rest for a moment and the page has nothing better to do. */
export function useValidation(): void {
  const { store, set } = useEditor();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let checked: { graph: FlowGraph; fresh: ReadonlySet<string> } | null = null;
    const check = () => {
      const { graph, fresh } = store.getState();
      if (graph === checked?.graph && fresh === checked.fresh) return;
      checked = { graph, fresh };
      set({ issues: issuesToTell(graph, fresh) });
    };
    const whenIdle = () => (typeof requestIdleCallback === "function" ? requestIdleCallback(check, { timeout: 1_000 }) : check());
    whenIdle();
    const stop = store.subscribe((state, before) => {
      if (state.graph === before.graph && state.fresh === before.fresh) return;
      clearTimeout(timer);
      timer = setTimeout(whenIdle, QUIET_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store, set]);
}
