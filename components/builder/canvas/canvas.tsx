"use client";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { Background, BackgroundVariant, type EdgeTypes, MarkerType, MiniMap, type NodeTypes, ReactFlow, SelectionMode, useReactFlow } from "reactflow";
import { useStore } from "zustand";
import { useTheme } from "#components/ui/theme-provider.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { nodeTypes as registry } from "#lib/nodes/registry.ts";
import type { CanvasNode, TransitionEdge as Drawn } from "../flow-to-graph.ts";
import { NOTHING } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { sizeReader } from "../store/sizes.ts";
import { ariaLabels } from "./aria-labels.ts";
import { NodeCard } from "./node-card.tsx";
import { NoteCard } from "./note-card.tsx";
import { TransitionEdge } from "./transition-edge.tsx";
import { useCanvasEvents } from "./use-canvas-events.ts";
import { ZoomBar } from "./zoom-bar.tsx";
import "./canvas.css";

const NODE_TYPES: NodeTypes = { card: NodeCard, note: NoteCard };
const EDGE_TYPES: EdgeTypes = { transition: TransitionEdge };
const DEFAULT_EDGE = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: "var(--edge)" } };
const GRID: [number, number] = [4, 4];
/** From this many nodes on only what is in sight is drawn. */
const LARGE = 120;

/** The flow as cards and transitions. Edits go to the editor around it; what floats above the canvas are its children. */
export function Canvas({ children }: { children?: ReactNode }) {
  const t = useT();
  const editor = useEditor();
  const { nodes, edges } = useStore(editor.canvas);
  const readOnly = useEditorState((state) => state.readOnly);
  const events = useCanvasEvents();
  const { theme } = useTheme();
  useFocusRequests();
  return (
    <ReactFlow<CanvasNode, Drawn>
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      defaultEdgeOptions={DEFAULT_EDGE}
      {...events}
      onPaneClick={() => editor.set({ quickAdd: null, selection: NOTHING })}
      onEdgeMouseEnter={(_, { id }) => editor.set({ hovered: id })}
      onNodeMouseEnter={() => editor.set({ hovered: null })}
      onPaneMouseMove={() => {
        if (editor.store.getState().hovered !== null) editor.set({ hovered: null });
      }}
      colorMode={theme}
      aria-label={t("builder.canvas")}
      ariaLabelConfig={ariaLabels(t)}
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      edgesReconnectable={!readOnly}
      deleteKeyCode={null}
      selectionKeyCode={["Shift"]}
      multiSelectionKeyCode={["Shift", "Meta", "Control"]}
      panActivationKeyCode="Space"
      selectionMode={SelectionMode.Partial}
      selectionOnDrag={!readOnly}
      panOnDrag={readOnly ? true : [1, 2]}
      panOnScroll
      zoomOnDoubleClick={false}
      snapToGrid
      snapGrid={GRID}
      connectionRadius={28}
      minZoom={0.05}
      maxZoom={2}
      fitView
      fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
      onlyRenderVisibleElements={nodes.length > LARGE}
      elevateNodesOnSelect={false}
      proOptions={{ hideAttribution: true }}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--canvas-dots)" />
      <MiniMap<CanvasNode> pannable zoomable className="canvas-minimap" nodeColor={familyColour} nodeBorderRadius={16} maskColor="var(--minimap-mask)" />
      <ZoomBar />
      {children}
    </ReactFlow>
  );
}

function familyColour(node: CanvasNode): string {
  return node.type === "note" ? "var(--warning)" : `var(--family-${registry.get(node.data.node.node_type)?.family ?? "flow"})`;
}

/** Brings into sight what was asked for: an issue's node, a search result, the node that sent a bubble. */
function useFocusRequests(): void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const focus = useEditorState((state) => state.focus);
  const show = useEffectEvent((nodeId: string) => {
    const state = store.getState();
    const node = state.graph.nodes.find(({ id }) => id === nodeId);
    if (!node) return;
    const { width, height } = sizeReader(state)(nodeId);
    const zoom = Math.max(0.6, Math.min(1.2, flow.getZoom()));
    void flow.setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom, duration: 150 });
  });
  useEffect(() => {
    if (focus) show(focus.nodeId);
  }, [focus]);
}
