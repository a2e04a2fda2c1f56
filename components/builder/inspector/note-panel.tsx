"use client";
import { Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { Actions } from "../actions/use-actions.ts";
import { writeNote } from "../model/commands/notes.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";

export function NotePanel({ noteId, actions }: { noteId: string; actions: Actions }) {
  const t = useT();
  const editor = useEditor();
  const note = useEditorState(({ graph }) => graph.notes?.find(({ id }) => id === noteId));
  const readOnly = useEditorState((state) => state.readOnly);
  if (!note) return null;
  return (
    <div className="flex flex-col gap-3 p-3">
      <Field label={t("builder.note")} help={t("builder.noteHelp")}>
        {(control) => (
          <Textarea
            {...control}
            rows={8}
            maxLength={5000}
            readOnly={readOnly}
            value={note.text}
            onChange={({ target }) => editor.edit((graph) => writeNote(graph, noteId, target.value), { group: `${noteId}.text` })}
          />
        )}
      </Field>
      {!readOnly && (
        <div>
          <Button size="sm" onClick={actions.remove}>
            <Trash2 />
            {t("builder.actionRemove")}
          </Button>
        </div>
      )}
    </div>
  );
}
