"use client";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { create, type StoreApi, type UseBoundStore } from "zustand";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Editor } from "../store/editor-store.ts";
import { Autosave, type SaveState } from "./autosave.ts";
import { editorName } from "./editor-name.ts";
import { newerDraft, saveDraft } from "./draft-api.ts";

const CHECK_MS = 4_000;

export interface Saving {
  autosave: Autosave;
  /** What is being typed and is kept elsewhere than in the draft; each is a field that has not been left yet. */
  unkept: Set<string>;
  useState: UseBoundStore<StoreApi<SaveState>>;
}

/** The autosave of one editor, for as long as the page is open. */
export function useAutosave(editor: Editor, flowId: number, revision: number): Saving {
  const t = useT();
  const [saving] = useState(() => createSaving(editor, flowId, revision, t));
  const { autosave } = saving;
  useEffect(() => {
    const { store } = editor;
    const { unkept } = saving;
    if (store.getState().readOnly) return;
    const stopListening = store.subscribe((state, before) => {
      if (state.graph !== before.graph) autosave.changed();
    });
    const check = () => document.visibilityState === "visible" && void autosave.check();
    const retry = () => void autosave.flush().then(check);
    const onVisibility = () => (document.visibilityState === "hidden" ? void autosave.flush() : retry());
    const guard = (event: BeforeUnloadEvent) => {
      if (autosave.isDirty || unkept.size > 0) event.preventDefault();
    };
    const timer = setInterval(check, CHECK_MS);
    window.addEventListener("online", retry);
    window.addEventListener("focus", retry);
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("beforeunload", guard);
    return () => {
      stopListening();
      clearInterval(timer);
      window.removeEventListener("online", retry);
      window.removeEventListener("focus", retry);
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("beforeunload", guard);
      // A click on a link leaves the page without a beforeunload.
      void autosave.flush().finally(() => autosave.stop());
    };
  }, [editor, autosave, saving]);
  return saving;
}

function createSaving(editor: Editor, flowId: number, revision: number, t: Translate): Saving {
  const useSaveState = create<SaveState>()(() => ({ kind: "saved", at: null }) satisfies SaveState as SaveState);
  const autosave = new Autosave(
    { graph: editor.store.getState().graph, revision },
    {
      save: (graph, from) => saveDraft(flowId, graph, from, t),
      newer: (from) => newerDraft(flowId, from),
      read: () => editor.store.getState().graph,
      load: (theirs, base) => {
        editor.rebaseOnto(theirs.graph, { base, theirs: theirs.graph });
        toast(t("builder.staleLoaded", { who: editorName(theirs, t) }));
      },
      onState: (state) => useSaveState.setState(state, true),
      now: () => Date.now(),
    },
  );
  return { autosave, unkept: new Set(), useState: useSaveState };
}
