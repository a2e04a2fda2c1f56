import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { countWork, isSameGraph } from "../model/diff.ts";
import { useAutosaver } from "../saving/saving-context.tsx";
import { useEditor } from "../store/editor-context.tsx";
import type { OnPublished } from "./use-publish.ts";
import { publish } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

/** A version with what it froze. */
interface Frozen {
  number: number;
  graph: FlowGraph;
}

/** Puts an old version live again, with the way back. Work that would be lost by it is asked about first: `asked` is how much. */
export function useRollBack(flowId: number, onPublished: OnPublished) {
  const t = useT();
  const editor = useEditor();
  const queries = useQueryClient();
  const autosave = useAutosaver();
  const [asked, setAsked] = useState<{ count: number; target: Frozen; live: Frozen } | null>(null);
  const draft = () => editor.store.getState().graph;

  /** Publishes what a version froze; `kept` becomes the draft, in the editor only when that went well. */
  const putLive = async ({ number, graph }: Frozen, kept: () => FlowGraph): Promise<number> => {
    let live = 0;
    await autosave.replace(async (revision) => {
      if (autosave.isDirty) throw new Error(t("builder.publishUnsaved"));
      const made = await publish(flowId, { note: t("builder.rollBackNote", { number }), revision, from_version: number }).catch(
        (error: unknown) => {
          throw new Error(refusalText(error, t), { cause: error });
        },
      );
      live = made.version;
      const next = kept();
      editor.edit(() => next);
      // The editor tells by identity whether something is unsaved or unpublished.
      const published = isSameGraph(next, graph) ? next : graph;
      onPublished(live, published);
      return { graph: published, revision: made.revision };
    });
    await queries.invalidateQueries({ queryKey: versionsKey(flowId) });
    return live;
  };

  const undo = async (rolledBack: FlowGraph, before: FlowGraph, live: Frozen) => {
    try {
      // Who went on working since keeps that as the draft.
      const number = await putLive(live, () => (draft() === rolledBack ? before : draft()));
      toast.success(t("builder.rollBackUndone", { live: number }));
    } catch (error) {
      toast.error((error as Error).message);
    }
  };

  const rollBack = async (target: Frozen, live: Frozen) => {
    setAsked(null);
    const before = draft();
    try {
      const number = await putLive(target, () => target.graph);
      toast.success(t("builder.rolledBack", { live: number, number: target.number }), {
        action: { label: t("common.undo"), onClick: () => void undo(target.graph, before, live) },
      });
    } catch (error) {
      toast.error((error as Error).message);
    }
  };

  return {
    asked,
    cancel: () => setAsked(null),
    rollBack,
    /** At once where nothing would be lost. */
    ask: async (target: Frozen, live: Frozen) => {
      const isLost = !isSameGraph(draft(), live.graph) && !isSameGraph(draft(), target.graph);
      if (isLost) setAsked({ count: countWork(live.graph, draft()), target, live });
      else await rollBack(target, live);
    },
  };
}
