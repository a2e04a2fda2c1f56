"use client";
import { Copy, Play, Trash2 } from "lucide-react";
import { type RefObject, useEffectEvent, useId, useLayoutEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import type { FlowNode } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeForms } from "#lib/nodes/forms.tsx";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { SendingForm } from "#lib/nodes/sending-form.tsx";
import { SHORTCUTS } from "../actions/shortcuts.ts";
import type { Actions } from "../actions/use-actions.ts";
import { FamilyIcon, familyOf } from "../families.tsx";

import { renameNode, setStart } from "../model/commands/change.ts";
import { useEditor, useEditorState, useNode } from "../store/editor-context.tsx";
import { focusField } from "./focus-field.ts";
import { NodeForm } from "./node-form.tsx";
import { NodeIssues } from "./node-issues.tsx";
import { ExitList } from "./exit-list.tsx";

/** One node: its name, the form of its type, its ways out. */
export function NodePanel({ nodeId, actions }: { nodeId: string; actions: Actions }) {
  const node = useNode(nodeId);
  const panel = useRef<HTMLDivElement>(null);
  useFieldFocus(nodeId, panel);
  if (!node) return null;
  const Form = nodeForms[node.node_type];
  return (
    <div ref={panel} className="scroll-thin flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-3">
      <Head node={node} actions={actions} />
      <NodeForm node={node}>
        {Form && <Form />}
        {nodeTypes.get(node.node_type)?.isSending && <SendingForm />}
        <NodeIssues node={node} />
      </NodeForm>
      <ExitList node={node} />
    </div>
  );
}

function Head({ node, actions }: { node: FlowNode; actions: Actions }) {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const isStart = useEditorState(({ graph }) => graph.start === node.id);
  const words = nodeMessages(node.node_type, locale);
  const rename = (name: string) => editor.edit((graph) => renameNode(graph, node.id, name), { group: `${node.id}.name` });
  return (
    <header className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <FamilyIcon family={familyOf(node.node_type)} />
        <div className="min-w-0 flex-1">
          <p className="truncate text-[13px] font-semibold">{words.type}</p>
          <p className="flex items-center gap-0.5 text-[11px] text-muted-foreground">
            <code className="truncate">{node.id}</code>
            <CopyButton text={node.id} label={t("builder.nodeId")} className="size-5 [&_svg]:size-3" />
          </p>
        </div>
        {!readOnly && (
          <>
            <Tooltip label={isStart ? t("builder.isStart") : t("builder.setStart")}>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-pressed={isStart}
                aria-label={isStart ? t("builder.isStart") : t("builder.setStart")}
                className={isStart ? "text-primary" : ""}
                onClick={() => editor.edit((graph) => setStart(graph, node.id))}
              >
                <Play className={isStart ? "fill-current" : ""} />
              </Button>
            </Tooltip>
            <Tooltip label={t("builder.actionDuplicate")} keys={SHORTCUTS.duplicate}>
              <Button variant="ghost" size="icon-sm" aria-label={t("builder.actionDuplicate")} onClick={actions.duplicate}>
                <Copy />
              </Button>
            </Tooltip>
            <Tooltip label={t("builder.actionRemove")} keys={SHORTCUTS.remove}>
              <Button variant="ghost" size="icon-sm" aria-label={t("builder.actionRemove")} onClick={actions.remove}>
                <Trash2 />
              </Button>
            </Tooltip>
          </>
        )}
      </div>
      {words.hint !== "" && <p className="text-xs leading-4 text-muted-foreground">{words.hint}</p>}
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-[13px] font-medium">
          {t("builder.nodeName")}
        </label>
        <Input
          id={id}
          data-field="name"
          value={node.name}
          maxLength={200}
          readOnly={readOnly}
          onChange={({ target }) => rename(target.value)}
          onBlur={() => node.name.trim() === "" && rename(words.newName)}
        />
      </div>
    </header>
  );
}

/** Puts the cursor where a request wants it: a field with an issue, a condition, or the first field after Enter. */
function useFieldFocus(nodeId: string, panel: RefObject<HTMLDivElement | null>): void {
  const editor = useEditor();
  const request = useEditorState((state) => state.focus);
  const show = useEffectEvent((field: string, isNew: boolean) => {
    if (panel.current) focusField(panel.current, field, isNew);
    // Done: it must not take the cursor away again when the node is next selected.
    editor.set({ focus: null });
  });
  // Before another key is pressed: it is written here.
  useLayoutEffect(() => {
    if (request !== null && request.id === nodeId && request.field !== null) show(request.field, request.isNew);
  }, [request, nodeId]);
}
