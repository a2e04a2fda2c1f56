"use client";
import { ArrowDown, ArrowRight, ArrowUp, Trash2 } from "lucide-react";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { isUnfinished } from "#lib/engine/compile.ts";
import type { Transition } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { TryIt } from "#components/node-form/sample/try-it.tsx";
import { fieldIssueText } from "../issues/issue-text.ts";
import { useDebouncedIssues } from "../issues/use-debounced-issues.ts";
import { moveTransition, setCondition } from "../model/commands/change.ts";
import { reconnect } from "../model/commands/connect.ts";
import { remove } from "../model/commands/remove.ts";
import { blankOf } from "../model/exits.ts";
import { transitionsOnly } from "../model/graph.ts";
import { pathsBefore } from "../model/upstream.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useSample } from "#components/node-form/sample/sample-store.ts";
import { CodeField } from "#components/text/code-field.tsx";
import { ChooseCondition } from "./choose-condition.tsx";
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
      {showsCondition && <Condition transition={transition} order={order} of={of} />}
      <div className="flex items-center gap-1">
        <ArrowRight aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
        <TargetSelect
          label={t("builder.wayTo", { order })}
          value={transition.to}
          readOnly={readOnly}
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

const HEADINGS = {
  if: "builder.wayIf",
  otherwise: "builder.wayOtherwise",
  missing: "builder.wayMissing",
  always: "builder.wayAlways",
} as const;

function Condition({ transition, order, of }: { transition: Transition; order: number; of: number }) {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const readOnly = useEditorState((state) => state.readOnly);
  const { issues, onType, onLeave } = useDebouncedIssues(
    useEditorState((state) => state.issues.filter((each) => each.transition_id === transition.id)),
  );
  const [issue] = issues;
  const paths = pathsBefore(graph, nodeTypes, transition.from, { after: true });
  const sample = useSample(paths);
  const condition = isUnfinished(transition.condition) ? "" : (transition.condition ?? "");
  const blank = blankOf(transition, order, of);
  const isError = issue?.severity === "error";
  return (
    <div data-option={`condition:${transition.id}`} className="flex flex-col gap-1" onBlur={onLeave}>
      <div className="flex items-center justify-between">
        <span className={cn("text-xs font-medium", blank === "missing" ? "text-warning-text" : "text-muted-foreground")}>
          {t(HEADINGS[blank ?? (condition === "" ? "always" : "if")], { order })}
        </span>
        <span className="flex items-center">
          {!readOnly && (
            <ChooseCondition
              order={order}
              condition={condition}
              paths={paths}
              onUse={(text) => editor.edit((now) => setCondition(now, transition.id, text))}
            />
          )}
          <TryIt language="condition" source={condition} sample={sample} />
        </span>
      </div>
      <CodeField
        id={id}
        label={t("builder.conditionOf", { order })}
        language="condition"
        singleLine
        rows={1}
        value={condition}
        paths={paths}
        placeholder={t("builder.conditionPlaceholder")}
        describedBy={issue ? `${id}-issue` : undefined}
        invalid={isError}
        readOnly={readOnly}
        onChange={(text) => {
          onType();
          editor.edit((now) => setCondition(now, transition.id, text), { group: `${transition.id}.condition` });
        }}
      />
      {issue && (
        <p id={`${id}-issue`} className={`text-xs leading-4 ${isError ? "text-danger-text" : "text-warning-text"}`}>
          {fieldIssueText(issue, graph, t, locale)}
        </p>
      )}
    </div>
  );
}
