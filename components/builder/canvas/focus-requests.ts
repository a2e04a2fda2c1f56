"use client";
import { useEffect, useEffectEvent } from "react";
import { itemsOf } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import type { FocusRequest } from "../store/editor-store.ts";
import { sizeReader } from "../card/size-reader.ts";
import { usePanIntoView } from "../viewport/use-pan-into-view.ts";

/** Brings into sight what was asked for: an issue's node, a search result, a new card. */
export function useFocusRequests(): void {
  const { store } = useEditor();
  const intoSight = usePanIntoView();
  const focus = useEditorState((state) => state.focus);
  const show = useEffectEvent(({ id, keepsScale }: FocusRequest) => {
    const state = store.getState();
    const item = itemsOf(state.graph).find((each) => each.id === id);
    if (item) intoSight({ ...item.position, ...sizeReader(state)(id) }, { keepsScale });
  });
  useEffect(() => {
    if (focus) show(focus);
  }, [focus]);
}
