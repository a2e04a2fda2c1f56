"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ReactFlowProvider, useReactFlow, useStore } from "reactflow";
import { Canvas } from "#components/builder/canvas/canvas.tsx";
import { viewMotion } from "#components/builder/viewport/view-motion.ts";
import { nodesOnly } from "#components/builder/model/graph.ts";
import { EditorProvider } from "#components/builder/store/editor-context.tsx";
import { createEditor } from "#components/builder/store/editor-store.ts";
import type { Visit } from "#lib/api/executions.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
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
  const current = visits[at]?.node_id ?? null;
  useEffect(() => {
    editor.setHighlight(pathUntil(visits, at));
    if (current !== null) editor.select(nodesOnly(current));
  }, [editor, visits, at, current]);
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
        <Canvas>
          <Follow nodeId={current} at={at} />
        </Canvas>
      </ReactFlowProvider>
    </EditorProvider>
  );
}

/** The canvas first shows where the flow begins; what shows where the conversation is has to come after that. */
const AFTER_OPENING_MS = 60;
const ZOOM = { least: 0.55, most: 1 };

/** Brings the node that the replay shows into sight. */
function Follow({ nodeId, at }: { nodeId: string | null; at: number }) {
  const flow = useReactFlow();
  const isDrawn = useStore(({ width, nodeLookup }) => width > 0 && nodeId !== null && nodeLookup.has(nodeId));
  const opened = useRef(false);
  const show = useEffectEvent(() => {
    const node = nodeId === null ? undefined : flow.getNode(nodeId);
    if (!node) return;
    const zoom = opened.current ? Math.min(ZOOM.most, Math.max(ZOOM.least, flow.getZoom())) : 0.75;
    void flow.setCenter(node.position.x + (node.measured?.width ?? 248) / 2, node.position.y + (node.measured?.height ?? 120) / 2, {
      zoom,
      duration: opened.current ? viewMotion() : 0,
    });
    opened.current = true;
  });
  useEffect(() => {
    if (!isDrawn) return;
    const timer = setTimeout(() => show(), opened.current ? 0 : AFTER_OPENING_MS);
    return () => clearTimeout(timer);
  }, [isDrawn, nodeId, at]);
  return null;
}
