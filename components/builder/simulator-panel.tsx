"use client";
import { useCallback, useEffect } from "react";
import { useReactFlow } from "reactflow";
import { Simulator } from "#components/simulator/simulator.tsx";
import { simulatorOf } from "#components/simulator/simulator-store.ts";
import type { Path } from "#lib/simulator/path.ts";
import { current } from "#lib/simulator/session.ts";
import { useSurroundings } from "./issues/surroundings.tsx";
import { useEditor, useEditorState } from "./store/editor-context.tsx";

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
  const { channel } = useSurroundings();
  // Somebody who opens the phone means to write; somebody who loads the page may not.
  const isOpened = useEditorState(({ isPanelChosen }) => isPanelChosen);
  const follow = useFollow();
  const highlightPath = useCallback(
    (path: Path | null) => {
      editor.setHighlight(path);
      const last = path?.current ?? [...(path?.nodes ?? [])].at(-1);
      if (last !== undefined) follow(last);
    },
    [editor, follow],
  );
  useRunningContext(props.flowId);
  const select = useCallback((nodeId: string) => editor.goTo(nodeId), [editor]);
  return (
    <Simulator
      {...props}
      graph={graph}
      channel={channel}
      takesFocus={isOpened}
      selectedNodeId={selectedNodeId}
      selectNode={select}
      onPath={highlightPath}
    />
  );
}

/** Previews speak with the values of this conversation, also after the phone was put away. */
function useRunningContext(flowId: number): void {
  const editor = useEditor();
  useEffect(() => {
    const { store } = simulatorOf(flowId);
    const tell = () => {
      const running = current(store.getState().session).execution?.state.context ?? null;
      if (running !== editor.store.getState().running) editor.set({ running });
    };
    tell();
    return store.subscribe(tell);
  }, [editor, flowId]);
}

/** Moves the canvas to a node that is out of sight; one that is in sight stays where it is. */
function useFollow(): (nodeId: string) => void {
  const { getNode, getZoom, flowToScreenPosition, setCenter } = useReactFlow();
  return useCallback(
    (nodeId) => {
      const node = getNode(nodeId);
      const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
      if (node === undefined || canvas === undefined) return;
      const { width = 0, height = 0 } = node.measured ?? {};
      const from = flowToScreenPosition(node.position);
      const to = flowToScreenPosition({ x: node.position.x + width, y: node.position.y + height });
      if (from.x >= canvas.left && from.y >= canvas.top && to.x <= canvas.right && to.y <= canvas.bottom) return;
      void setCenter(node.position.x + width / 2, node.position.y + height / 2, { zoom: getZoom(), duration: 150 });
    },
    [getNode, getZoom, flowToScreenPosition, setCenter],
  );
}
