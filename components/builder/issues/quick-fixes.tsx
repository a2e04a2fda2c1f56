"use client";
import { Wrench } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { quickFixes } from "../model/quick-fix.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";

/** The obvious mends of an issue, as buttons; nothing where only the author can know. */
export function QuickFixes({ issue }: { issue: Issue }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const readOnly = useEditorState((state) => state.readOnly);
  const isOurs = useEditorState(({ made }) => issue.node_id !== null && made.has(issue.node_id));
  const offered = readOnly ? [] : quickFixes(issue, graph, { nodeTypes, endName: nodeMessages("end", locale).newName });
  // Who made a node a moment ago means to lead somewhere with it.
  const fixes = offered.filter(({ code }) => !isOurs || code !== "remove_node");
  if (fixes.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1">
      {fixes.map((fix) => (
        <Button key={fix.code} size="sm" variant="secondary" onClick={() => editor.edit(fix.apply)}>
          <Wrench />
          {t(`builder.fix_${fix.code}`)}
        </Button>
      ))}
    </div>
  );
}
