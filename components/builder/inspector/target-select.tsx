"use client";
import { useRef, useState } from "react";
import { Select, SelectContent, SelectItem, SelectSeparator, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { addAfter } from "../actions/add-and-write.ts";
import { findNode, type Origin } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";

interface TargetSelectProps {
  label: string;
  value: string | null;
  readOnly: boolean;
  autoFocus?: boolean;
  /** What leads to the node: a new one can begin there. */
  from: string;
  origin: Origin;
  onChange: (nodeId: string) => void;
  /** A new node was asked for. */
  onNew?: () => void;
}

/** No node has it: ids have letters. */
const NEW = "+";

/** Which node comes next; the keyboard's way to connect. */
export function TargetSelect({ label, value, readOnly, autoFocus = false, from, origin, onChange, onNew }: TargetSelectProps) {
  const t = useT();
  const editor = useEditor();
  const trigger = useRef<HTMLButtonElement>(null);
  const addNew = () => {
    const { right = 0, top = 0 } = trigger.current?.getBoundingClientRect() ?? {};
    addAfter(editor, from, origin, { x: right, y: top });
    onNew?.();
  };
  const [isOpen, setOpen] = useState(false);
  const chosen = useEditorState(({ graph }) => (value === null ? undefined : findNode(graph, value)?.name)) ?? "";
  return (
    <Select
      value={value ?? ""}
      disabled={readOnly}
      open={isOpen}
      onOpenChange={setOpen}
      onValueChange={(to) => (to === NEW ? addNew() : onChange(to))}
    >
      <SelectTrigger ref={trigger} autoFocus={autoFocus} aria-label={label} className="h-7 min-h-7 flex-1 text-[13px]">
        <SelectValue placeholder={t("builder.chooseTarget")}>{chosen === "" ? value : chosen}</SelectValue>
      </SelectTrigger>
      {isOpen && <Targets />}
    </Select>
  );
}

/** Only while they are looked at: the primitive draws them into the void when closed, hundreds of them at every letter typed. */
function Targets() {
  const t = useT();
  const nodes = useEditorState(({ graph }) => graph.nodes);
  return (
    <SelectContent>
      <SelectItem value={NEW}>{t("builder.newTarget")}</SelectItem>
      <SelectSeparator />
      {nodes.map(({ id, name }) => (
        <SelectItem key={id} value={id}>
          {name === "" ? id : name}
        </SelectItem>
      ))}
    </SelectContent>
  );
}
