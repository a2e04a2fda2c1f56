"use client";
import type { CSSProperties } from "react";
import type { NodeProps } from "reactflow";
import { useStore } from "zustand";
import { NodeFigures } from "#components/builder-figures/node-figures.tsx";
import { cn } from "#components/ui/cn.ts";
import { familyOf, familyStyle } from "../families.tsx";
import { type CardNode, handlesOf } from "../flow-to-graph.ts";
import { issuesOf } from "../issues/issues-of.ts";
import { useEditor, useEditorState, useTransitions } from "../store/editor-context.tsx";
import type { EditorState } from "../store/editor-store.ts";
import { nodeHighlight } from "../store/highlight.ts";
import { useRefreshHandles } from "./use-refresh-handles.ts";

const LOOKS = {
  error: "bg-danger-soft",
  warning: "bg-warning-soft",
  added: "border-success ring-8 ring-success/50",
  removed: "border-danger border-dashed opacity-70",
  changed: "border-warning ring-8 ring-warning/50",
  start: "border-primary bg-primary-soft",
  highlighted: "border-primary bg-primary-soft",
  current: "border-primary bg-primary-soft ring-16 ring-primary/50",
  failed: "border-danger bg-danger-soft ring-16 ring-danger/50",
  dim: "opacity-60 grayscale",
} as const;

/** A card on a canvas so small that nothing on it could be read: its place, its family's colour, its name in large letters. */
export function OverviewCard({ id, data: { node }, selected, width = 0, height = 0 }: NodeProps<CardNode>) {
  const level = useEditorState(({ cardLevel }) => cardLevel);
  const look = useStore(useEditor().store, (state) => lookOf(state, id));
  const transitions = useTransitions(id);
  useRefreshHandles(id, `${level} ${transitions.map((transition) => transition.id).join()}`, true);
  return (
    <div
      style={{ ...familyStyle(familyOf(node.node_type)), width, height, "--room": height } as CSSProperties}
      className={cn(
        "card-overview rounded-xl border-4 border-l-16 border-(--family) bg-surface",
        look && LOOKS[look],
        selected && "border-primary ring-8 ring-primary/50",
      )}
    >
      <NodeFigures nodeId={id} isFar />
      <p className="card-name font-semibold">{node.name}</p>
      {handlesOf(node, transitions, level, { width, height }).map((handle) => (
        <i
          key={handle.id}
          className={cn("absolute", handle.type)}
          data-handleid={handle.id}
          data-handlepos={handle.position}
          style={{ left: handle.x, top: handle.y }}
        />
      ))}
    </div>
  );
}

/** The one thing about a node that its card shows from afar; asked for every card at every change, hence a word. */
function lookOf({ marks, highlight, issues, graph }: EditorState, id: string): keyof typeof LOOKS | null {
  const special = marks.get(id) ?? nodeHighlight(highlight, id);
  if (special !== null) return special;
  const found = issuesOf(issues, id);
  if (found.length > 0) return found.some(({ severity }) => severity === "error") ? "error" : "warning";
  return graph.start === id ? "start" : null;
}
