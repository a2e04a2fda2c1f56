"use client";
import { type EdgeProps, getBezierPath, type Node, type ReactFlowState, useStore } from "reactflow";
import { shallow } from "zustand/shallow";
import type { Box } from "../model/graph.ts";
import { type Lane, backwardLane, type Obstacles, obstaclesOf, roundedPath, backwardPath } from "./backward-path.ts";

/** Nearer than this in front of its card a curve would run through the card. */
const BACKWARD = 24;

type Ends = Pick<EdgeProps, "source" | "target" | "sourceX" | "sourceY" | "targetX" | "targetY" | "sourcePosition" | "targetPosition">;

interface EdgePath {
  path: string;
  /** Where its label stands, and how much room it has there. */
  label: { x: number; y: number; width: number };
}

/** How a transition is drawn: a curve to what stands in front of its card, and round the cards to what does not. */
export function useEdgePath(ends: Ends): EdgePath {
  const { source, target, sourceX, sourceY, targetX, targetY } = ends;
  const [start, end] = [
    { x: sourceX, y: sourceY },
    { x: targetX, y: targetY },
  ];
  const isBack = targetX < sourceX + BACKWARD;
  // Drawn anew only when its own lane becomes another one, however many cards are moved.
  const lane = useStore(
    (state): Lane | null => (isBack ? backwardLane(start, end, boxOf(state, source), boxOf(state, target), cardsOf(state)) : null),
    shallow,
  );
  if (lane === null) {
    const [path, x, y] = getBezierPath({ ...ends, curvature: 0.3 });
    return { path, label: { x, y, width: targetX - sourceX } };
  }
  return {
    path: roundedPath(backwardPath(start, end, lane)),
    label: { x: (lane.left + lane.right) / 2, y: lane.y, width: lane.right - lane.left },
  };
}

function boxOf({ nodeLookup }: ReactFlowState, id: string): Box {
  const node = nodeLookup.get(id);
  const { x = 0, y = 0 } = node?.internals.positionAbsolute ?? {};
  return { x, y, width: node?.measured.width ?? 0, height: node?.measured.height ?? 0 };
}

const found = new WeakMap<readonly Node[], Obstacles>();

/** All cards, looked up once for each state of the flow: every way back asks for them at every change. */
function cardsOf(state: ReactFlowState): Obstacles {
  let cards = found.get(state.nodes);
  if (cards === undefined) {
    cards = obstaclesOf(state.nodes.filter(({ type }) => type === "card").map(({ id }) => boxOf(state, id)));
    found.set(state.nodes, cards);
  }
  return cards;
}
