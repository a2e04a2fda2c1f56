"use client";
import { memo, useLayoutEffect, useRef } from "react";
import { type NodeProps, NodeResizeControl } from "reactflow";
import { cn } from "#components/ui/cn.ts";
import { useT } from "#lib/i18n/client.tsx";
import { backToCard } from "../actions/card-focus.ts";
import type { NoteNode } from "../flow-to-graph.ts";
import { writeNote } from "../model/commands/notes.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";

/** A remark for other authors; written right where it stands. */
export const NoteCard = memo(function NoteCard({ id, data: { note }, selected }: NodeProps<NoteNode>) {
  const t = useT();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const text = useRef<HTMLTextAreaElement>(null);
  const focusRequest = useEditorState(({ focus }) => (focus?.id === id && focus.field !== null ? focus.seq : null));
  useLayoutEffect(() => {
    if (focusRequest === null) return;
    text.current?.focus({ preventScroll: true });
    text.current?.setSelectionRange(text.current.value.length, text.current.value.length);
    editor.set({ focus: null });
  }, [focusRequest, editor]);
  return (
    <div
      className={cn(
        "size-full rounded-lg border border-warning/40 bg-warning-soft text-warning-text shadow-xs",
        selected && "ring-2 ring-warning/60",
      )}
    >
      <textarea
        ref={text}
        value={note.text}
        readOnly={readOnly}
        aria-label={t("builder.note")}
        placeholder={readOnly ? undefined : t("builder.notePlaceholder")}
        onKeyDown={(event) => backToCard(event, id)}
        onChange={({ target }) => editor.edit((graph) => writeNote(graph, id, target.value), { group: `${id}.text` })}
        className={cn(
          "size-full resize-none rounded-lg bg-transparent p-2.5 text-[13px] leading-4.5 outline-none placeholder:text-warning-text/70",
          selected ? "nodrag nowheel nopan" : "cursor-grab",
        )}
      />
      {!readOnly && selected && <NodeResizeControl minWidth={120} minHeight={56} position="bottom-right" className="note-resize" />}
    </div>
  );
});
