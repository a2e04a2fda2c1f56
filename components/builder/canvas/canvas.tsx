"use client";
import type { ReactNode } from "react";
import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStoreApi,
} from "reactflow";
import { useStore } from "zustand";
import { useT } from "#lib/i18n/client.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { nodeTypes as registry } from "#lib/nodes/registry.ts";
import { openQuickAdd } from "../actions/add-and-write.ts";
import type { CanvasNode, TransitionEdge as Drawn } from "../flow-to-graph.ts";
import { NOTHING } from "../model/graph.ts";
import { GRID } from "../model/place.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { isList } from "../store/editor-store.ts";
import { sizeReader } from "../card/size-reader.ts";
import { ariaLabels } from "./aria-labels.ts";
import { ArrowHeads } from "./arrow-heads.tsx";
import { initialViewport, LARGEST, SMALLEST, changedPart } from "../viewport/initial-viewport.ts";
import { LevelOfDetail } from "./level-of-detail.tsx";
import { useFocusRequests } from "./focus-requests.ts";
import { NodeCard } from "./node-card.tsx";
import { NoteCard } from "./note-card.tsx";
import { TransitionEdge } from "./transition-edge.tsx";
import { useCanvasEvents } from "./use-canvas-events.ts";
import { LARGE } from "../viewport/use-fit.ts";
import { useKeepInSight } from "../viewport/use-keep-in-sight.ts";
import { useNewLevel } from "./use-new-level.ts";
import { ZoomBar } from "./zoom-bar.tsx";
import { ZoomSteps } from "./zoom-step.tsx";
import "./canvas.css";

const NODE_TYPES: NodeTypes = { card: NodeCard, note: NoteCard };
const EDGE_TYPES: EdgeTypes = { transition: TransitionEdge };
const SNAP: [number, number] = [GRID, GRID];
const MINIMAP_SIZE = { width: 160, height: 104 };

const LATE_HANDLE = "008";
/** The row of a new transition is measured a frame after the transition is there; React Flow warns of it and then draws it. */
const ignoreLateHandles = (code: string, message: string) => {
  if (code !== LATE_HANDLE) reportError(new Error(message));
};

/** The flow as cards and transitions. Edits go to the editor around it; what floats above the canvas are its children. */
export function Canvas({ children }: { children?: ReactNode }) {
  const t = useT();
  const editor = useEditor();
  const { nodes, edges } = useStore(editor.canvas);
  const readOnly = useEditorState((state) => state.readOnly);
  const isMapOpen = useEditorState((state) => state.isMapOpen);
  const events = useCanvasEvents();
  const showBeginning = useShowBeginning();
  const flow = useReactFlow();
  useFocusRequests();
  useNewLevel();
  useKeepInSight();
  return (
    <LevelOfDetail>
      <ReactFlow<CanvasNode, Drawn>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        {...events}
        onPaneClick={() => editor.set({ quickAdd: null, selection: NOTHING })}
        onNodeClick={() => {
          if (isList(editor.store.getState().rightPanel)) editor.set({ rightPanel: "inspector" });
        }}
        onNodeDoubleClick={(_, { id, type }) => {
          editor.set({ rightPanel: "inspector" });
          if (type === "card") editor.goTo(id, "*");
        }}
        onEdgeMouseEnter={(_, { id }) => editor.set({ hovered: id })}
        onNodeMouseEnter={() => editor.set({ hovered: null })}
        onPaneMouseMove={() => {
          if (editor.store.getState().hovered !== null) editor.set({ hovered: null });
        }}
        onDoubleClick={({ target, clientX: x, clientY: y }) => {
          if (readOnly || !(target as Element).matches(".react-flow__pane")) return;
          const corner = flow.screenToFlowPosition({ x: x - 24, y: y - 20 });
          openQuickAdd(editor, { target: { kind: "free" }, place: corner, anchor: { x, y } });
        }}
        onKeyDownCapture={(event) => {
          // The library takes the focus away with the selection.
          if (pressedKey(event) !== "Escape" || !(event.target as Element).matches(".react-flow__node, .react-flow__edge")) return;
          event.stopPropagation();
          editor.set({ quickAdd: null, selection: NOTHING });
        }}
        // So that the keyboard can be here when it is on no card.
        tabIndex={-1}
        aria-label={t("builder.canvas")}
        ariaLabelConfig={ariaLabels(t, readOnly)}
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
        // As far as the fingers: the library halves it.
        panOnScrollSpeed={1}
        zoomOnDoubleClick={false}
        snapToGrid
        snapGrid={SNAP}
        connectionRadius={28}
        minZoom={SMALLEST}
        maxZoom={LARGEST}
        onError={ignoreLateHandles}
        onInit={() => showBeginning()}
        onlyRenderVisibleElements={nodes.length > LARGE}
        elevateNodesOnSelect={false}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--canvas-dots)" />
        {isMapOpen && (
          <MiniMap<CanvasNode>
            pannable
            zoomable
            className="canvas-minimap max-md:hidden"
            style={MINIMAP_SIZE}
            nodeColor={familyColour}
            nodeBorderRadius={16}
            maskColor="var(--minimap-mask)"
          />
        )}
        <ZoomSteps />
        <ZoomBar />
        <ArrowHeads />
        {children}
      </ReactFlow>
    </LevelOfDetail>
  );
}

function familyColour(node: CanvasNode): string {
  return node.type === "note" ? "var(--warning)" : `var(--family-${registry.get(node.data.node.node_type)?.family ?? "flow"})`;
}

/** The first look at a flow: all of it where that can be read, else what was asked for or its start; at a difference: what differs. */
function useShowBeginning(): () => void {
  const { store } = useEditor();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  return () => {
    const { width, height } = canvas.getState();
    const state = store.getState();
    const [wanted = null] = state.selection.nodeIds;
    void flow.setViewport(initialViewport(changedPart(state.graph, state.marks), sizeReader(state), { width, height }, wanted));
  };
}
