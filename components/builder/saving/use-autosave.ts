"use client";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { create, type StoreApi, type UseBoundStore } from "zustand";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Editor } from "../store/editor-store.ts";
import { Autosave, type Saved, type SaveState } from "./autosave.ts";
import { editorName } from "./editor-name.ts";
import { newerDraft, saveDraft } from "./draft-api.ts";
import { keepLeftDraft } from "./left-drafts.ts";

const CHECK_MS = 4_000;

export interface Saving {
  autosave: Autosave;
  /** What is being typed and is kept elsewhere than in the draft; each is a field that has not been left yet. */
  unkept: Set<string>;
  useState: UseBoundStore<StoreApi<SaveState>>;
}

/** The autosave of one editor, for as long as the page is open. `saved`: what the server has of the draft in it. */
export function useAutosave(editor: Editor, flowId: number, saved: Saved): Saving {
  const t = useT();
  const [saving] = useState(() => createSaving(editor, flowId, saved, t));
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
    // Whoever came back has what they left, which may be unsaved; somebody else may have come meanwhile.
    autosave.changed();
    check();
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
      const lastSave = autosave.flush().finally(() => autosave.stop());
      const { graph } = store.getState();
      keepLeftDraft(flowId, () => ({ graph, saved: autosave.saved }), lastSave);
    };
  }, [editor, flowId, autosave, saving]);
  return saving;
}

function createSaving(editor: Editor, flowId: number, saved: Saved, t: Translate): Saving {
  const useSaveState = create<SaveState>()(() => ({ kind: "saved", at: null }) satisfies SaveState as SaveState);
  const { graph } = editor.store.getState();
  const autosave = new Autosave(
    saved,
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
    graph === saved.graph ? [] : [graph],
  );
  return { autosave, unkept: new Set(), useState: useSaveState };
}
