"use client";
import { ArrowLeft } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { Actions } from "./actions/use-actions.ts";
import { Inspector } from "./inspector/inspector.tsx";
import { isNothing, NOTHING } from "./model/graph.ts";
import { Outline } from "./outline/outline.tsx";
import { useEditor, useEditorState } from "./store/editor-context.tsx";

/** Below the canvas on a phone: the flow as a list, or what is selected. */
export function PhonePanel({ actions }: { actions: Actions }) {
  const t = useT();
  const editor = useEditor();
  const isEmpty = useEditorState(({ selection }) => isNothing(selection));
  return (
    <section aria-label={t("builder.outline")} className="flex max-h-[45dvh] min-h-0 flex-col border-t border-border bg-surface">
      <p className="border-b border-border px-3 py-1.5 text-xs leading-4 text-muted-foreground">{t("builder.readOnlyPhone")}</p>
      {isEmpty ? (
        <Outline />
      ) : (
        <>
          <div className="border-b border-border p-1">
            <Button size="sm" variant="ghost" onClick={() => editor.select(NOTHING)}>
              <ArrowLeft />
              {t("builder.outline")}
            </Button>
          </div>
          <Inspector actions={actions} />
        </>
      )}
    </section>
  );
}
