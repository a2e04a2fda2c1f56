"use client";
import { PencilLine, Rows3 } from "lucide-react";
import { useId, useState } from "react";
import { useContactFields } from "#components/api/contact-fields.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { TryIt } from "#components/node-form/sample/try-it.tsx";
import { useSample } from "#components/node-form/sample/sample-store.ts";
import { CodeField } from "#components/text/code-field.tsx";
import { conditionToRows } from "#lib/conditions/condition-to-rows.ts";
import { rowsToCode } from "#lib/conditions/rows-to-code.ts";
import { isAlways, isUnfinished, UNFINISHED } from "#lib/engine/compile.ts";
import type { Transition } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { fieldIssueText } from "../issues/issue-text.ts";
import { useIssuesOfField } from "../issues/use-issues-of-field.ts";
import { setCondition } from "../model/commands/change.ts";
import { valuesAfter } from "../model/condition-values.ts";
import { blankOf } from "../model/exits.ts";
import { pathsBefore } from "../model/upstream.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useSentence } from "../store/use-sentence.ts";
import { ConditionRows } from "./condition-rows.tsx";

const HEADINGS = {
  if: "builder.wayIf",
  otherwise: "builder.wayOtherwise",
  missing: "builder.wayMissing",
  always: "builder.wayAlways",
} as const;

interface ConditionFieldProps {
  transition: Transition;
  /** Its place among the transitions of its exit, from 1. */
  order: number;
  of: number;
}

/** When a transition is taken: chosen in rows, or written where somebody wants to or rows cannot say it. */
export function ConditionField({ transition, order, of }: ConditionFieldProps) {
  const t = useT();
  const locale = useLocale();
  const id = useId();
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const readOnly = useEditorState((state) => state.readOnly);
  const [isWriting, setWriting] = useState(false);
  const { issues, onType, onLeave } = useIssuesOfField({ transitionId: transition.id });
  const [issue] = issues;
  const fields = useContactFields();
  const paths = pathsBefore(graph, nodeTypes, transition.from, { after: true, fields });
  const sample = useSample(
    paths,
    useEditorState(({ running }) => running),
  );
  const blank = blankOf(transition, order, of);
  const isError = issue?.severity === "error";
  const holdsAlways = isAlways(transition.condition) && blank !== "missing";
  const isOtherwise = blank === "otherwise";
  const condition = transition.condition ?? "";
  const written = condition.trim() === UNFINISHED ? "" : condition;
  const rows = conditionToRows(condition.trim() === "" ? UNFINISHED : condition);
  const isWritten = isWriting || rows === null;
  const change = (text: string) => {
    onType();
    editor.edit((now) => setCondition(now, transition.id, text), { group: `${transition.id}.condition` });
  };
  return (
    <div data-option={`condition:${transition.id}`} className="flex flex-col gap-1.5" onBlur={onLeave}>
      <div className="flex min-h-7 items-center justify-between gap-1">
        <span className={cn("text-xs font-medium", blank === "missing" ? "text-warning-text" : "text-muted-foreground")}>
          {t(HEADINGS[blank ?? (holdsAlways ? "always" : "if")], { order })}
        </span>
        <span className="flex items-center">
          {!readOnly && (!isOtherwise || isWriting) && (
            <Button
              size="sm"
              variant="ghost"
              disabled={rows === null && isWritten}
              title={rows === null ? t("conditions.onlyWritten") : undefined}
              aria-label={t(isWritten ? "conditions.chooseOf" : "conditions.writeOf", { order })}
              onClick={() => setWriting(!isWriting)}
            >
              {isWritten ? <Rows3 /> : <PencilLine />}
              {t(isWritten ? "conditions.choose" : "conditions.write")}
            </Button>
          )}
          {!holdsAlways && !isUnfinished(condition) && (
            <TryIt field={`condition:${transition.id}`} language="condition" source={condition} sample={sample} />
          )}
        </span>
      </div>
      {isOtherwise && !isWriting ? (
        !readOnly && <Always onBegin={() => change(UNFINISHED)} />
      ) : readOnly && !isWritten ? (
        <Sentence condition={condition} />
      ) : isWritten ? (
        <CodeField
          id={id}
          label={t("builder.conditionOf", { order })}
          language="condition"
          singleLine
          rows={1}
          value={written}
          paths={paths}
          placeholder={t("builder.conditionPlaceholder")}
          describedBy={issue ? `${id}-issue` : undefined}
          invalid={isError}
          readOnly={readOnly}
          // Emptied while it is written it is unfinished, and no "otherwise".
          onChange={(text) => change(text.trim() === "" ? UNFINISHED : text)}
        />
      ) : (
        <ConditionRows
          rows={rows}
          label={t("builder.conditionOf", { order })}
          values={valuesAfter(graph, nodeTypes, transition.from, fields)}
          onChange={(next) => change(rowsToCode(next))}
        />
      )}
      {issue && !(issue.code === "unfinished_condition" && blank === "missing") && (
        <p id={`${id}-issue`} className={`text-xs leading-4 ${isError ? "text-danger-text" : "text-warning-text"}`}>
          {fieldIssueText(issue, graph, t, locale)}
        </p>
      )}
    </div>
  );
}

function Always({ onBegin }: { onBegin: () => void }) {
  const t = useT();
  return (
    <div>
      <Button size="sm" variant="ghost" onClick={onBegin}>
        <Rows3 />
        {t("conditions.begin")}
      </Button>
    </div>
  );
}

function Sentence({ condition }: { condition: string }) {
  return <p className="text-[13px] leading-5 wrap-anywhere">{useSentence(condition)}</p>;
}
