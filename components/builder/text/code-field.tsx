"use client";
import { lazy, Suspense } from "react";
import { Textarea } from "#components/ui/textarea.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { useEditor } from "../store/editor-context.tsx";
import type { CodeMirrorProps } from "./code-mirror.tsx";

const CodeMirror = lazy(() => import("./code-mirror.tsx"));

type CodeFieldProps = Omit<CodeMirrorProps, "originOf" | "onUndo" | "onRedo">;

/** A field for texts with values, conditions or JSON. A plain field until the editor has been loaded. */
export function CodeField(props: CodeFieldProps) {
  const t = useT();
  const { undo, redo } = useEditor();
  const { id, label, value, onChange, rows, placeholder, describedBy, invalid, readOnly } = props;
  const plain = (
    <Textarea id={id} aria-label={label} value={value} rows={rows} placeholder={placeholder} readOnly={readOnly} aria-describedby={describedBy} aria-invalid={invalid} className="text-[13px]" onChange={(event) => onChange(event.target.value)} />
  );
  return (
    <Suspense fallback={plain}>
      <CodeMirror {...props} onUndo={undo} onRedo={redo} originOf={(setBy) => (setBy.length === 0 ? t("builder.builtIn") : setBy.slice(0, 2).join(", "))} />
    </Suspense>
  );
}
