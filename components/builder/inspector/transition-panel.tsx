"use client";
import { Button } from "#components/ui/button.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { findNode, findTransition } from "../model/graph.ts";
import { useEditor, useEditorState, useTransitions } from "../store/editor-context.tsx";
import { TransitionEditor } from "./transition-editor.tsx";

/** One selected transition. */
export function TransitionPanel({ transitionId }: { transitionId: string }) {
  const t = useT();
  const editor = useEditor();
  const transition = useEditorState(({ graph }) => findTransition(graph, transitionId));
  const from = useEditorState(({ graph }) => (transition ? findNode(graph, transition.from) : undefined));
  const peers = useTransitions(transition?.from ?? "").filter(({ exit }) => exit === transition?.exit);
  if (!transition || !from) return null;
  return (
    <div className="flex flex-col gap-3 overflow-y-auto p-3">
      <h3 className="text-[13px] font-semibold">{t("builder.transition")}</h3>
      <p className="text-[13px] text-muted-foreground">
        {t("builder.transitionFrom")}{" "}
        <Button variant="link" className="h-auto p-0 text-[13px]" onClick={() => editor.goTo(from.id)}>
          {from.name}
        </Button>
      </p>
      <TransitionEditor
        transition={transition}
        order={peers.findIndex(({ id }) => id === transition.id) + 1}
        of={peers.length}
        showsCondition
      />
    </div>
  );
}
