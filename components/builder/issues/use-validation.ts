"use client";
import { useEffect } from "react";
import type { FlowGraph } from "#lib/engine/types.ts";
import { flowsForIssues, idsBegunBy, useFlowsById } from "#components/api/other-flows.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import type { Writing } from "../store/writing.ts";
import { issuesToTell } from "./issues-to-tell.ts";
import { useSurroundings } from "./surroundings.tsx";

const QUIET_MS = 250;

/** Looks for issues, first and then as the author types: once the hands rest for a moment and the page has nothing better to do. */
export function useValidation(flowId: number): void {
  const { store, set } = useEditor();
  const surroundings = useSurroundings();
  // Looked at once more when they have come.
  const others = useFlowsById(useEditorState(({ graph }) => idsBegunBy(graph)));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let checked: { graph: FlowGraph; fresh: ReadonlySet<string>; writing: Writing | null } | null = null;
    const check = () => {
      const { graph, fresh, writing } = store.getState();
      if (graph === checked?.graph && fresh === checked.fresh && writing === checked.writing) return;
      checked = { graph, fresh, writing };
      set({ issues: issuesToTell(graph, fresh, writing, { ...surroundings, flows: flowsForIssues(graph, flowId) }) });
    };
    const whenIdle = () => (typeof requestIdleCallback === "function" ? requestIdleCallback(check, { timeout: 1_000 }) : check());
    whenIdle();
    const stop = store.subscribe((state, before) => {
      if (state.graph === before.graph && state.fresh === before.fresh && state.writing === before.writing) return;
      clearTimeout(timer);
      timer = setTimeout(whenIdle, QUIET_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store, set, surroundings, flowId, others]);
}
