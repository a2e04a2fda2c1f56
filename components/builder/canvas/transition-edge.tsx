"use client";
import { Plus } from "lucide-react";
import { memo } from "react";
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, useReactFlow } from "reactflow";
import { useStore } from "zustand";
import { useFigures } from "#components/builder-figures/figures-provider.tsx";
import { TransitionFigures } from "#components/builder-figures/node-figures.tsx";
import { cn } from "#components/ui/cn.ts";
import { isAlways } from "#lib/engine/compile.ts";
import { useT } from "#lib/i18n/client.tsx";
import { openQuickAdd } from "../actions/add-and-write.ts";
import type { TransitionEdge as Drawn } from "../flow-to-graph.ts";
import { CARD_SIZE } from "../model/place.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useSentence } from "../store/use-sentence.ts";
import { type ChangeMark, findNode, findTransition } from "../model/graph.ts";
import { transitionHighlight } from "../store/highlight.ts";
import { arrowOf, type LineColour, strokeOf } from "./arrow-heads.tsx";
import { useIsOverview } from "./level-of-detail.tsx";
import { useEdgePath } from "./use-edge-path.ts";

const MARKS: Record<ChangeMark, LineColour> = { added: "success", removed: "danger", changed: "warning" };
/** A label keeps so much of its line in sight. */
const ROOM = 24;
/** Narrower than this a condition is not readable. */
const NARROWEST_LABEL = 96;
/** Of a label on the transition that is meant, which may lie over cards; others keep to the gap between theirs. */
const WIDEST_LABEL = 200;

/** One transition, with as much of it as can be seen. */
export const TransitionEdge = memo(function TransitionEdge(props: EdgeProps<Drawn>) {
  return useIsOverview() ? <FarEdge {...props} /> : <NearEdge {...props} />;
});

/** Seen from afar: a line, too thin to be pointed at. */
function FarEdge({ id, selected, ...edge }: EdgeProps<Drawn>) {
  const look = useStore(useEditor().store, ({ marks, highlight }) => marks.get(id) ?? transitionHighlight(highlight, id));
  const isHighlighted = selected === true || look === "highlighted" || look === "taken";
  const mark = look === null || look === "highlighted" || look === "taken" || look === "dim" ? null : look;
  const { path } = useEdgePath(id, edge);
  const colour = mark ? MARKS[mark] : isHighlighted ? "primary" : "edge";
  return (
    <BaseEdge
      id={id}
      path={path}
      interactionWidth={0}
      className={cn("transition-path", mark === "removed" && "transition-removed")}
      style={{ stroke: strokeOf(colour), strokeWidth: look === "taken" ? 12 : isHighlighted || mark ? 8 : 3, opacity: opacityOf(look) }}
    />
  );
}

/** Its condition stands on its card's row, and here too when it is pointed at, selected, lit or changed. */
function NearEdge({ id, data, selected, ...edge }: EdgeProps<Drawn>) {
  const highlight = useEditorState((state) => transitionHighlight(state.highlight, id));
  const mark = useEditorState(({ marks }) => marks.get(id));
  const isTarget = useEditorState(({ dropTarget }) => dropTarget === id);
  // Not for every transition of a large selection: labels are dear.
  const isMeant = useEditorState(({ selection, hovered }) => hovered === id || (selected === true && selection.transitionIds.length === 1));
  const canInsertHere = useEditorState(({ readOnly }) => !readOnly && isMeant);
  const { path, label } = useEdgePath(id, edge);
  const isLit = highlight === "highlighted" || highlight === "taken";
  const isStrong = selected === true || isLit || isTarget;
  const colour = mark ? MARKS[mark] : isStrong || isMeant ? "primary" : "edge";
  const hasFigures = useFigures() !== null;
  const widest = isMeant ? WIDEST_LABEL : Math.min(WIDEST_LABEL, label.width - ROOM);
  const condition =
    (isMeant || isLit || mark !== undefined) && widest >= NARROWEST_LABEL && data && !isAlways(data.transition.condition)
      ? data.transition.condition
      : null;
  const sentence = useSentence(condition);
  // React Flow's label layer looks through the page at every change, for every edge that uses it: only those with a label do.
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        markerEnd={arrowOf(colour)}
        interactionWidth={20}
        className={cn(
          "transition-path",
          mark === "removed" && "transition-removed",
          isLit && "transition-highlighted",
          highlight === "taken" && "transition-taken",
        )}
        style={{
          stroke: strokeOf(colour),
          strokeWidth: isTarget ? 5 : highlight === "taken" ? 4 : isStrong || mark ? 2.5 : 1.5,
          opacity: opacityOf(highlight),
        }}
      />
      {(sentence !== null || canInsertHere || isTarget || hasFigures) && (
        <EdgeLabelRenderer>
          <div
            className="edge-label nodrag nopan absolute flex items-center gap-1"
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)`, zIndex: isMeant ? 1 : undefined }}
          >
            {sentence !== null && (
              <span
                className={cn(
                  "truncate rounded-md border bg-surface px-1.5 text-[11px] leading-4.5 text-muted-foreground",
                  isStrong ? "border-primary text-foreground" : "border-border",
                )}
                style={{ maxWidth: widest }}
                title={sentence}
              >
                {sentence}
              </span>
            )}
            <TransitionFigures transitionId={id} />
            {canInsertHere && !isTarget && <InsertHere id={id} />}
            {isTarget && <ComesHere />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

/** The past steps back behind the way of the moment shown. */
const opacityOf = (look: string | null): number => (look === "dim" ? 0.35 : look === "highlighted" ? 0.6 : 1);

/** What is held over the transition would come here. */
function ComesHere() {
  return (
    <span
      aria-hidden="true"
      className="flex size-7 items-center justify-center rounded-full bg-primary text-primary-foreground ring-4 ring-primary/30"
    >
      <Plus className="size-4" />
    </span>
  );
}

function InsertHere({ id }: { id: string }) {
  const t = useT();
  const editor = useEditor();
  const flow = useReactFlow();
  const [from = "", to = ""] = useEditorState(({ graph }) => {
    const transition = findTransition(graph, id);
    return transition ? [transition.from, transition.to].map((end) => findNode(graph, end)?.name ?? end) : [];
  });
  const label = t("builder.insertBetween", { from, to });
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className="pointer-events-auto flex size-5 cursor-pointer items-center justify-center rounded-full border border-primary bg-surface text-primary outline-none hover:bg-primary hover:text-primary-foreground focus-visible:ring-2 focus-visible:ring-ring"
      onClick={({ currentTarget }) => {
        const { left, top, bottom } = currentTarget.getBoundingClientRect();
        const { x, y } = flow.screenToFlowPosition({ x: left, y: top });
        const place = { x: x - CARD_SIZE.width / 2, y: y + 24 };
        openQuickAdd(editor, { target: { kind: "on", transitionId: id }, place, anchor: { x: left, y: bottom } });
      }}
    >
      <Plus aria-hidden="true" className="size-3" />
    </button>
  );
}
