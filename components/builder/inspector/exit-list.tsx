"use client";
import { ArrowRight, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { FlowNode } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { exitName } from "#lib/nodes/exit-name.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { connectExit } from "../actions/connect-exit.ts";
import { exitsOf } from "../model/exits.ts";
import { useEditor, useEditorState, useTransitions } from "../store/editor-context.tsx";
import { TargetSelect } from "./target-select.tsx";
import { TransitionEditor } from "./transition-editor.tsx";

/** The transitions of a node, by exit and in the order in which their conditions are tried. */
export function ExitList({ node }: { node: FlowNode }) {
  const t = useT();
  const locale = useLocale();
  const transitions = useTransitions(node.id);
  const exits = exitsOf(node, nodeTypes);
  const all = [...exits, ...new Set(transitions.map(({ exit }) => exit).filter((exit) => !exits.includes(exit)))];
  if (all.length === 0) return null;
  return (
    <section className="flex flex-col gap-3 border-t border-border pt-3" aria-label={t("builder.waysOut")}>
      <h3 className="text-[13px] font-semibold">{t("builder.waysOut")}</h3>
      {all.map((exit) => (
        <Exit key={exit} node={node} exit={exit} title={all.length > 1 ? exitName(exit, node, locale) : null} />
      ))}
    </section>
  );
}

function Exit({ node, exit, title }: { node: FlowNode; exit: string; title: string | null }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  const transitions = useTransitions(node.id).filter((transition) => transition.exit === exit);
  const decides = nodeTypes.get(node.node_type)?.family === "decide";
  const name = exitName(exit, node, locale);
  const [isAdding, setAdding] = useState(false);
  const add = (to: string, kind: "exit" | "new") => connectExit(editor, node.id, { kind, exit }, to);
  return (
    <div className="flex flex-col gap-2">
      {title !== null && <h4 className="text-xs font-medium text-muted-foreground">{title}</h4>}
      {transitions.map((transition, index) => (
        <TransitionEditor
          key={transition.id}
          transition={transition}
          order={index + 1}
          of={transitions.length}
          showsCondition={decides || transitions.length > 1 || transition.condition !== null}
        />
      ))}
      {transitions.length === 0 && (
        <TargetSelect
          label={t("builder.leadsTo", { exit: name })}
          value={null}
          readOnly={readOnly}
          from={node.id}
          origin={{ kind: "exit", exit }}
          onChange={(to) => add(to, "exit")}
        />
      )}
      {isAdding && (
        <NewCondition
          from={node.id}
          exit={exit}
          onChoose={(to) => {
            setAdding(false);
            add(to, "new");
          }}
          onCancel={() => setAdding(false)}
        />
      )}
      {!readOnly && !isAdding && transitions.length > 0 && (
        <div>
          <Button size="sm" variant="ghost" onClick={() => setAdding(true)}>
            <Plus />
            {t("builder.addCondition")}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A condition that was only begun: it leads nowhere until somebody says where, and then waits to be written. */
function NewCondition({
  from,
  exit,
  onChoose,
  onCancel,
}: {
  from: string;
  exit: string;
  onChoose: (to: string) => void;
  onCancel: () => void;
}) {
  const t = useT();
  return (
    <div className="flex flex-col gap-1.5 rounded-lg border border-dashed border-border p-2">
      <span className="text-xs font-medium text-warning-text">{t("builder.exitMissing")}</span>
      <div className="flex items-center gap-1">
        <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
        <TargetSelect
          autoFocus
          label={t("builder.newConditionTo")}
          value={null}
          readOnly={false}
          from={from}
          origin={{ kind: "new", exit }}
          onChange={onChoose}
          onNew={onCancel}
        />
        <Button variant="ghost" size="icon-sm" aria-label={t("common.cancel")} onClick={onCancel}>
          <Trash2 />
        </Button>
      </div>
    </div>
  );
}
