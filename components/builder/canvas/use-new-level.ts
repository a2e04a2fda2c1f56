"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import { useUpdateNodeInternals } from "reactflow";
import { useEditor, useEditorState } from "../store/editor-context.tsx";

/** At another level cards have other sizes. React Flow sees that of most by itself, but not of one that stays as large as it was. */
export function useNewLevel(): void {
  const { store } = useEditor();
  const level = useEditorState(({ cardLevel }) => cardLevel);
  const drawn = useRef(level);
  const update = useUpdateNodeInternals();
  const measure = useEffectEvent(() => update(store.getState().graph.nodes.map(({ id }) => id)));
  useEffect(() => {
    if (drawn.current === level) return;
    drawn.current = level;
    measure();
  }, [level]);
}
