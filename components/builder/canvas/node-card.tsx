"use client";
import { CircleAlert, Play, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { Handle, type NodeProps, Position } from "reactflow";
import { NodeFigures } from "#components/builder-figures/node-figures.tsx";
import { cn } from "#components/ui/cn.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { FamilyIcon, familyOf, familyStyle } from "../families.tsx";
import { type CardNode, TARGET_HANDLE } from "../flow-to-graph.ts";
import { issuesOf } from "../issues/issues-of.ts";
import { useEditor, useEditorState, useTransitions } from "../store/editor-context.tsx";
import type { ChangeMark } from "../model/graph.ts";
import { nodeHighlight } from "../store/highlight.ts";
import { cardSentence, CardText } from "./card-text.tsx";
import { ExitRows } from "./exit-rows.tsx";
import { useIsOverview } from "./level-of-detail.tsx";
import { OverviewCard } from "./overview-card.tsx";
import { useRefreshHandles } from "./use-refresh-handles.ts";

const MARKS: Record<ChangeMark, string> = {
  added: "border-success ring-2 ring-success/50",
  removed: "border-danger border-dashed ring-2 ring-danger/40 opacity-70",
  changed: "border-warning ring-2 ring-warning/50",
};

/** One node, with as much of it as can be seen. */
export const NodeCard = memo(function NodeCard(props: NodeProps<CardNode>) {
  return useIsOverview() ? <OverviewCard {...props} /> : <NearCard {...props} />;
});

/** What it is, what it is called, what it does, and its ways out. */
function NearCard({ id, data: { node }, selected }: NodeProps<CardNode>) {
  const locale = useLocale();
  const transitions = useTransitions(id);
  const highlight = useEditorState((state) => nodeHighlight(state.highlight, id));
  const mark = useEditorState(({ marks }) => marks.get(id));
  const family = familyOf(node.node_type);
  const words = nodeMessages(node.node_type, locale);
  const written = cardSentence(node, locale);
  const sentence = written === "" ? (words.unwritten ?? "") : written;
  useRefreshHandles(id, transitions.map((transition) => transition.id).join(), false);
  return (
    <div
      style={familyStyle(family)}
      className={cn(
        "w-62 rounded-xl border border-border bg-surface text-foreground shadow-sm transition-[box-shadow,opacity] duration-100",
        selected && "border-primary ring-2 ring-primary/40",
        highlight === "highlighted" && "border-primary",
        highlight === "current" && "border-primary ring-4 ring-primary/40",
        highlight === "dim" && "opacity-85 grayscale",
        mark && MARKS[mark],
      )}
    >
      <Badges id={id} />
      <Handle type="target" position={Position.Left} id={TARGET_HANDLE} className="target-handle" />
      <div className="flex items-start gap-2.5 px-3 pt-2.5 pb-2">
        <FamilyIcon family={family} />
        <div className="min-w-0 flex-1">
          <p className="truncate text-[11px] leading-4 text-(--family)">{words.type}</p>
          <p className="truncate text-[13px] leading-4.5 font-semibold">{node.name}</p>
        </div>
      </div>
      {sentence !== "" && (
        <div className="px-3 pb-2.5">
          <p className={cn("line-clamp-3 text-xs leading-4 wrap-anywhere", written === "" ? "text-warning-text" : "text-muted-foreground")}>
            <CardText text={sentence} />
          </p>
        </div>
      )}
      <ExitRows node={node} transitions={transitions} />
      <NodeFigures nodeId={id} />
    </div>
  );
}

function Badges({ id }: { id: string }) {
  const t = useT();
  const editor = useEditor();
  const isStart = useEditorState(({ graph }) => graph.start === id);
  const issues = useEditorState((state) => issuesOf(state.issues, id));
  const errors = issues.filter(({ severity }) => severity === "error").length;
  return (
    <>
      {isStart && (
        <span className="absolute -top-3 left-3 inline-flex h-5.5 items-center gap-1 rounded-full bg-primary px-2 text-[11px] font-medium text-primary-foreground">
          <Play aria-hidden="true" className="size-2.5 fill-current" />
          {t("builder.start")}
        </span>
      )}
      {issues.length > 0 && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("builder.issuesOfNode", { count: issues.length })}
          onClick={() => {
            editor.goTo(id);
            editor.set({ rightPanel: "inspector" });
          }}
          className={cn(
            "nodrag absolute -top-2.5 right-3 inline-flex h-5.5 cursor-pointer items-center gap-1 rounded-full border px-1.5 text-[11px] font-semibold tabular-nums",
            errors > 0 ? "border-danger/40 bg-danger-soft text-danger-text" : "border-warning/50 bg-warning-soft text-warning-text",
          )}
        >
          {errors > 0 ? <CircleAlert aria-hidden="true" className="size-3" /> : <TriangleAlert aria-hidden="true" className="size-3" />}
          {issues.length}
        </button>
      )}
    </>
  );
}
