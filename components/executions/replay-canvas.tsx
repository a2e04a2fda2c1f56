"use client";
import { useEffect, useRef, useState } from "react";
import { ReactFlowProvider } from "reactflow";
import { Canvas } from "#components/builder/canvas/canvas.tsx";
import { EditorProvider } from "#components/builder/store/editor-context.tsx";
import { createEditor } from "#components/builder/store/editor-store.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Visit } from "./model.ts";
import { pathUntil } from "./replay.ts";

interface ReplayCanvasProps {
  graph: FlowGraph;
  visits: readonly Visit[];
  at: number;
  onNode: (nodeId: string) => void;
}

/** The version that ran, on the builder's canvas, with the way lit up to where the replay stands. Give it a `key` of the version. */
export function ReplayCanvas({ graph, visits, at, onNode }: ReplayCanvasProps) {
  const [editor] = useState(() => createEditor({ graph, readOnly: true }));
  // The first look is at the whole flow; from the first step on the canvas follows.
  const followed = useRef(at);
  useEffect(() => {
    const path = pathUntil(visits, at);
    editor.light(path);
    if (path.current !== null && followed.current !== at) editor.goTo(path.current);
    followed.current = at;
  }, [editor, visits, at]);
  useEffect(
    () =>
      editor.store.subscribe(({ selection }, { selection: before }) => {
        const [nodeId] = selection.nodeIds;
        if (selection !== before && selection.nodeIds.length === 1 && nodeId !== undefined) onNode(nodeId);
      }),
    [editor, onNode],
  );
  return (
    <EditorProvider editor={editor}>
      <ReactFlowProvider>
        <Canvas />
      </ReactFlowProvider>
    </EditorProvider>
  );
}
