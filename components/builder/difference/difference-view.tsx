"use client";
import { useState } from "react";
import { ReactFlowProvider } from "reactflow";
import { Badge } from "#components/ui/badge.tsx";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { ScrollArea } from "#components/ui/scroll-area.tsx";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { Canvas } from "../canvas/canvas.tsx";
import { unionOf } from "../model/union.ts";
import { EditorProvider } from "../store/editor-context.tsx";
import { createEditor } from "../store/editor-store.ts";
import { DifferenceList } from "./difference-list.tsx";

export interface Comparison {
  before: FlowGraph;
  after: FlowGraph;
  /** "Version 3", "Draft". */
  beforeName: string;
  afterName: string;
}

/** Two graphs on one canvas, with what was added, removed and changed. */
export function DifferenceView({ comparison, onClose }: { comparison: Comparison | null; onClose: () => void }) {
  const t = useT();
  return (
    <Dialog open={comparison !== null} onOpenChange={(open) => !open && onClose()}>
      {comparison && (
        <DialogContent
          title={t("builder.compareTitle", { before: comparison.beforeName, after: comparison.afterName })}
          className="h-[calc(100dvh-3rem)] max-w-[calc(100vw-3rem)] gap-3 overflow-hidden"
        >
          <Drawing comparison={comparison} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Drawing({ comparison: { before, after } }: { comparison: Comparison }) {
  const t = useT();
  const [editor] = useState(() => {
    const { graph, marks } = unionOf(before, after);
    const made = createEditor({ graph, readOnly: true });
    made.set({ marks });
    return made;
  });
  return (
    <>
      <p className="flex flex-wrap gap-2">
        <Badge tone="success">{t("builder.diff_added")}</Badge>
        <Badge tone="danger">{t("builder.diff_removed")}</Badge>
        <Badge tone="warning">{t("builder.diff_changed")}</Badge>
      </p>
      <div className="flex min-h-0 flex-1 flex-col gap-3 md:flex-row">
        <div className="min-h-60 flex-1 overflow-hidden rounded-lg border border-border">
          <ReactFlowProvider>
            <EditorProvider editor={editor}>
              <Canvas />
            </EditorProvider>
          </ReactFlowProvider>
        </div>
        <ScrollArea className="w-full shrink-0 md:w-80">
          <DifferenceList before={before} after={after} onNode={editor.goTo} />
        </ScrollArea>
      </div>
    </>
  );
}
