"use client";
import { useCallback } from "react";
import { useEditor, useEditorState } from "#components/builder/store/editor-context.tsx";
import type { ShownPath } from "#lib/simulator/path.ts";
import { Simulator } from "./simulator.tsx";

interface SimulatorPanelProps {
  flowId: number;
  flowName: string;
  /** Null: never published. */
  publishedVersion: number | null;
  /** Whether this person's role is editor or more. */
  canEdit: boolean;
}

/** The simulator in the builder's right panel: it runs the draft in the editor, lights up the canvas and follows its selection. */
export function SimulatorPanel(props: SimulatorPanelProps) {
  const editor = useEditor();
  const graph = useEditorState((state) => state.graph);
  const selectedNodeId = useEditorState(({ selection }) => (selection.nodeIds.length === 1 ? (selection.nodeIds[0] ?? null) : null));
  const light = useCallback(
    (path: ShownPath) => editor.light(path && { nodeIds: [...path.nodes], transitionIds: [...path.transitions], current: path.current }),
    [editor],
  );
  const select = useCallback((nodeId: string) => editor.goTo(nodeId), [editor]);
  return <Simulator {...props} graph={graph} selectedNodeId={selectedNodeId} selectNode={select} onPath={light} />;
}
