"use client";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { useEditorState } from "../store/editor-context.tsx";

interface TargetSelectProps {
  label: string;
  value: string | null;
  readOnly: boolean;
  onChange: (nodeId: string) => void;
}

/** Which node comes next; the keyboard's way to connect. */
export function TargetSelect({ label, value, readOnly, onChange }: TargetSelectProps) {
  const t = useT();
  const nodes = useEditorState(({ graph }) => graph.nodes);
  return (
    <Select value={value ?? ""} disabled={readOnly} onValueChange={onChange}>
      <SelectTrigger aria-label={label} className="h-7 flex-1 text-[13px]">
        <SelectValue placeholder={t("builder.chooseTarget")} />
      </SelectTrigger>
      <SelectContent>
        {nodes.map(({ id, name }) => (
          <SelectItem key={id} value={id}>
            {name === "" ? id : name}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
