"use client";
import { ArrowDown, ArrowRight, ArrowUp, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Transition } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { moveTransition } from "../model/commands/change.ts";
import { reconnect } from "../model/commands/connect.ts";
import { remove } from "../model/commands/remove.ts";
import { transitionsOnly } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { ConditionField } from "./condition-field.tsx";
import { TargetSelect } from "./target-select.tsx";

interface TransitionEditorProps {
  transition: Transition;
  /** Its place among the transitions of its exit, from 1. */
  order: number;
  of: number;
  showsCondition: boolean;
}

/** One transition: its condition, where it leads, and its place in the order. */
export function TransitionEditor({ transition, order, of, showsCondition }: TransitionEditorProps) {
  const t = useT();
  const editor = useEditor();
  const readOnly = useEditorState((state) => state.readOnly);
  return (
    <div className="flex flex-col gap-1.5 rounded-lg border border-border p-2" data-transition={transition.id}>
      {showsCondition && <ConditionField transition={transition} order={order} of={of} />}
      <div className="flex items-center gap-1">
        <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
        <TargetSelect
          label={t("builder.wayTo", { order })}
          value={transition.to}
          readOnly={readOnly}
          from={transition.from}
          origin={{ kind: "transition", transitionId: transition.id }}
          onChange={(to) => editor.edit((graph) => reconnect(graph, transition.id, { to }))}
        />
        {!readOnly && of > 1 && (
          <>
            <Button
              variant="ghost"
              size="icon-sm"
              disabled={order === 1}
              aria-label={t("builder.moveUp", { order })}
              onClick={() => editor.edit((graph) => moveTransition(graph, transition.id, -1))}
            >
              <ArrowUp />
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              disabled={order === of}
              aria-label={t("builder.moveDown", { order })}
              onClick={() => editor.edit((graph) => moveTransition(graph, transition.id, 1))}
            >
              <ArrowDown />
            </Button>
          </>
        )}
        {!readOnly && (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("builder.removeWay", { order })}
            onClick={() => editor.edit((graph) => remove(graph, transitionsOnly(transition.id), { reconnect: false }))}
          >
            <Trash2 />
          </Button>
        )}
      </div>
    </div>
  );
}
