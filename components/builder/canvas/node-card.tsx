"use client";
import { CircleAlert, Play, TriangleAlert } from "lucide-react";
import { type CSSProperties, memo } from "react";
import { Handle, type NodeProps, Position } from "reactflow";
import { NodeFigures } from "#components/builder-figures/node-figures.tsx";
import { cn } from "#components/ui/cn.ts";
import type { NodeFamily } from "#lib/engine/define-node.ts";
import type { FlowNode } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { useBegunFlowName } from "#components/api/other-flows.ts";
import { FamilyIcon, familyOf, familyStyle } from "../families.tsx";
import { type CardNode, TARGET_HANDLE } from "../flow-to-graph.ts";
import { issuesOf } from "../issues/issues-of.ts";
import { useEditor, useEditorState, useTransitions } from "../store/editor-context.tsx";
import type { ChangeMark } from "../model/graph.ts";
import { nodeHighlight } from "../store/highlight.ts";
import { cardContent, textWithFlow } from "../card/card-content.ts";
import { type CardLevel, cardSize } from "../card/card-size.ts";
import { CardText } from "./card-text.tsx";
import { ExitRows } from "./exit-rows.tsx";
import { useIsOverview } from "./level-of-detail.tsx";
import { OverviewCard } from "./overview-card.tsx";
import { useRefreshHandles } from "./use-refresh-handles.ts";
import { WaitRow, WaitSign } from "./wait-row.tsx";

const MARKS: Record<ChangeMark, string> = {
  added: "border-success ring-2 ring-success/50",
  removed: "border-danger border-dashed ring-2 ring-danger/40 opacity-70",
  changed: "border-warning ring-2 ring-warning/50",
};

/** One node, with as much of it as can be seen. */
export const NodeCard = memo(function NodeCard(props: NodeProps<CardNode>) {
  return useIsOverview() ? <OverviewCard {...props} /> : <NearCard {...props} />;
});

/** What it is, what it is called, what it says or does, what it waits for, and its ways out. */
function NearCard({ id, data: { node }, selected, height = 0 }: NodeProps<CardNode>) {
  const locale = useLocale();
  const transitions = useTransitions(id);
  const level = useEditorState(({ cardLevel }) => cardLevel);
  const highlight = useEditorState((state) => nodeHighlight(state.highlight, id));
  const mark = useEditorState(({ marks }) => marks.get(id));
  const family = familyOf(node.node_type);
  useRefreshHandles(id, `${level} ${transitions.map((transition) => transition.id).join()}`, false);
  return (
    <div
      style={{ ...familyStyle(family), ...(level === "compact" ? heightOf(cardSize(node, transitions, level).height) : roomOf(height)) }}
      className={cn(
        "rounded-xl border border-border bg-surface text-foreground shadow-sm transition-[box-shadow,opacity] duration-100",
        WIDTHS[level],
        level === "compact" && "card-compact",
        selected && "border-primary ring-2 ring-primary/40",
        highlight === "highlighted" && "border-primary",
        highlight === "current" && "border-primary ring-4 ring-primary/40",
        highlight === "failed" && "border-danger ring-4 ring-danger/40",
        highlight === "dim" && "opacity-85 grayscale",
        mark && MARKS[mark],
      )}
    >
      <Badges id={id} />
      <Handle type="target" position={Position.Left} id={TARGET_HANDLE} className="target-handle" />
      <CardHead node={node} family={family} isCompact={level === "compact"} />
      {level !== "compact" && <CardBody node={node} locale={locale} isWhole={selected || level === "full"} />}
      <ExitRows node={node} transitions={transitions} isCompact={level === "compact"} isSelected={selected} />
      <NodeFigures nodeId={id} />
    </div>
  );
}

/** As `card/card-size.ts` has them. */
const WIDTHS: Record<CardLevel, string> = { compact: "w-52", normal: "w-62", full: "w-76" };

/** How much room the name has when it is all that can be read (canvas.css). */
const roomOf = (height: number): CSSProperties => ({ "--room": height }) as CSSProperties;

/** A compact card has its height from nothing that is in it. */
const heightOf = (height: number): CSSProperties => ({ ...roomOf(height), height });

function CardHead({ node, family, isCompact }: { node: FlowNode; family: NodeFamily; isCompact: boolean }) {
  const locale = useLocale();
  const wait = isCompact ? cardContent(node, locale).wait : null;
  return (
    <div className="card-head flex items-center gap-2.5 px-3">
      <FamilyIcon family={family} />
      <div className="min-w-0 flex-1">
        {!isCompact && (
          <p className="card-type truncate text-[11px] leading-4 text-(--family)">{nodeMessages(node.node_type, locale).type}</p>
        )}
        <p className="card-name font-semibold">{node.name}</p>
      </div>
      {wait && <WaitSign wait={wait} />}
    </div>
  );
}

function CardBody({ node, locale, isWhole }: { node: FlowNode; locale: Locale; isWhole: boolean }) {
  const { text: own, isUnwritten, wait } = cardContent(node, locale);
  const flowName = useBegunFlowName(node);
  const text = flowName === undefined ? own : textWithFlow(node, flowName, locale);
  return (
    <>
      {text !== "" && (
        <p
          className={cn(
            "card-fine mx-3 mb-2.5 text-xs leading-4 wrap-anywhere whitespace-pre-wrap",
            !isWhole && "line-clamp-8",
            isUnwritten ? "text-warning-text" : "text-muted-foreground",
          )}
        >
          <CardText text={text} locale={locale} />
        </p>
      )}
      {wait && <WaitRow wait={wait} />}
    </>
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
