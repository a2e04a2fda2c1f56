"use client";
import { useState } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { findNode } from "../model/graph.ts";
import { useEditorState } from "../store/editor-context.tsx";

interface TargetSelectProps {
  label: string;
  value: string | null;
  readOnly: boolean;
  autoFocus?: boolean;
  onChange: (nodeId: string) => void;
}

/** Which node comes next; the keyboard's way to connect. */
export function TargetSelect({ label, value, readOnly, autoFocus = false, onChange }: TargetSelectProps) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const chosen = useEditorState(({ graph }) => (value === null ? undefined : findNode(graph, value)?.name)) ?? "";
  return (
    <Select value={value ?? ""} disabled={readOnly} open={isOpen} onOpenChange={setOpen} onValueChange={onChange}>
      <SelectTrigger autoFocus={autoFocus} aria-label={label} className="h-7 min-h-7 flex-1 text-[13px]">
        <SelectValue placeholder={t("builder.chooseTarget")}>{chosen === "" ? value : chosen}</SelectValue>
      </SelectTrigger>
      {isOpen && <Targets />}
    </Select>
  );
}

/** Only while they are looked at: the primitive draws them into the void when closed, hundreds of them at every letter typed. */
function Targets() {
  const nodes = useEditorState(({ graph }) => graph.nodes);
  return (
    <SelectContent>
      {nodes.map(({ id, name }) => (
        <SelectItem key={id} value={id}>
          {name === "" ? id : name}
        </SelectItem>
      ))}
    </SelectContent>
  );
}
