"use client";
import { lazy, Suspense, useState } from "react";
import { Textarea } from "#components/ui/textarea.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { useEditor } from "../store/editor-context.tsx";
import type { CodeMirrorProps } from "./code-mirror.tsx";

/** Offline, or after a newer version was installed, the editor can not be fetched: the plain field stays, and nothing is lost. */
const CodeMirror = lazy(() => import("./code-mirror.tsx").catch(() => ({ default: PlainField })));

type CodeFieldProps = Omit<CodeMirrorProps, "originOf" | "onUndo" | "onRedo" | "autoFocus">;

/** A field for texts with values, conditions or JSON. A plain field until the editor has been loaded. */
export function CodeField(props: CodeFieldProps) {
  const t = useT();
  const { undo, redo } = useEditor();
  /** Whoever was in the plain field goes on in the editor that takes its place. */
  const [isInPlain, setInPlain] = useState(false);
  return (
    <Suspense fallback={<PlainField {...props} onFocus={() => setInPlain(true)} onBlur={() => setInPlain(false)} />}>
      <CodeMirror {...props} autoFocus={isInPlain} onUndo={undo} onRedo={redo} originOf={(setBy) => (setBy.length === 0 ? t("builder.builtIn") : setBy.slice(0, 2).join(", "))} />
    </Suspense>
  );
}

interface PlainFieldProps extends CodeFieldProps {
  autoFocus?: boolean;
  onFocus?: () => void;
  onBlur?: () => void;
}

function PlainField({ id, label, value, onChange, rows, placeholder, describedBy, invalid, readOnly, autoFocus, onFocus, onBlur }: PlainFieldProps) {
  return (
    <Textarea id={id} aria-label={label} value={value} rows={rows} placeholder={placeholder} readOnly={readOnly} aria-describedby={describedBy} aria-invalid={invalid} autoFocus={autoFocus} className="text-[13px]" onFocus={onFocus} onBlur={onBlur} onChange={(event) => onChange(event.target.value)} />
  );
}
