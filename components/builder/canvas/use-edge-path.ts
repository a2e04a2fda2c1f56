"use client";
import { type EdgeProps, type Node, type NodeHandle, type ReactFlowState, useStore } from "reactflow";
import type { Box, Point } from "../model/graph.ts";
import { createRoutes, type Route, type Routes } from "../model/routes/routes.ts";
import { labelPlace, roundedPath } from "../model/routes/rounded-path.ts";
import { type Ends, isSameBox } from "../model/routes/space.ts";

interface EdgePath {
  path: string;
  /** Where its label stands, and how much room it has there. */
  label: Point & { width: number };
}

type EdgeEnds = Pick<EdgeProps, "sourceX" | "sourceY" | "targetX" | "targetY">;

/** How a transition is drawn. It is drawn anew only when its own route becomes another one, however many cards are moved. */
export function useEdgePath(id: string, { sourceX, sourceY, targetX, targetY }: EdgeEnds): EdgePath {
  const route = useStore((state) => routesOf(state).of(id));
  return route === undefined
    ? drawn([
        { x: sourceX, y: sourceY },
        { x: targetX, y: targetY },
      ])
    : drawnOnce(route);
}

const paths = new WeakMap<Route, EdgePath>();

function drawnOnce(route: Route): EdgePath {
  let path = paths.get(route);
  if (path === undefined) {
    path = drawn(route.points);
    paths.set(route, path);
  }
  return path;
}

const drawn = (points: readonly Point[]): EdgePath => ({ path: roundedPath(points), label: labelPlace(points) });

/** What a canvas's routes were last made of. */
interface Known {
  routes: Routes;
  state: ReactFlowState | null;
  cards: Map<string, PlacedCard>;
  edges: ReactFlowState["edges"] | null;
  ends: Ends[];
}

interface PlacedCard {
  box: Box;
  handles: Handles;
}
type Handles = { source: NodeHandle[] | null; target: NodeHandle[] | null } | undefined;

/** React Flow keeps one lookup for the life of a canvas. */
const canvases = new WeakMap<ReactFlowState["nodeLookup"], Known>();

/** The routes of all transitions, brought up to date once for each state of the canvas: every transition asks for its own. */
function routesOf(state: ReactFlowState): Routes {
  let known = canvases.get(state.nodeLookup);
  if (known === undefined) {
    known = { routes: createRoutes(), state: null, cards: new Map(), edges: null, ends: [] };
    canvases.set(state.nodeLookup, known);
  }
  if (known.state === state) return known.routes;
  known.state = state;
  const moved = takeCards(known.cards, state);
  if (moved.size === 0 && known.edges === state.edges) return known.routes;
  known.ends = known.edges === state.edges ? followed(known.ends, moved, state, known.cards) : allEnds(state, known.cards);
  known.edges = state.edges;
  known.routes.update(new Map([...known.cards].map(([id, { box }]) => [id, box])), known.ends);
  return known.routes;
}

/** Notes what the cards are now; returns those that are other than before. */
function takeCards(cards: Map<string, PlacedCard>, { nodes, edges, nodeLookup }: ReactFlowState): Set<string> {
  const moved = new Set<string>();
  const there = new Set<string>();
  for (const node of nodes) {
    if (node.type !== "card" || isHeldLoose(node, edges)) continue;
    there.add(node.id);
    const { box, handles } = cardOf(node, nodeLookup);
    const before = cards.get(node.id);
    if (before !== undefined && before.handles === handles && isSameBox(before.box, box)) continue;
    cards.set(node.id, { box, handles });
    moved.add(node.id);
  }
  if (cards.size === there.size) return moved;
  for (const id of cards.keys()) {
    if (there.has(id)) continue;
    cards.delete(id);
    moved.add(id);
  }
  return moved;
}

/** One that nothing leads to may be meant for a line: the line must not give way while it is brought there. */
const isHeldLoose = ({ id, dragging }: Node, edges: ReactFlowState["edges"]): boolean =>
  dragging === true && !edges.some(({ source, target }) => source === id || target === id);

function cardOf({ id }: Node, lookup: ReactFlowState["nodeLookup"]): PlacedCard {
  const node = lookup.get(id);
  const { x = 0, y = 0 } = node?.internals.positionAbsolute ?? {};
  return {
    box: { x, y, width: node?.measured.width ?? 0, height: node?.measured.height ?? 0 },
    handles: node?.internals.handleBounds,
  };
}

const allEnds = ({ edges }: ReactFlowState, cards: ReadonlyMap<string, PlacedCard>): Ends[] =>
  edges.flatMap((edge) => endsOf(edge, cards) ?? []);

/** The ends of transitions again where a card of theirs was moved. */
function followed(before: Ends[], moved: ReadonlySet<string>, state: ReactFlowState, cards: ReadonlyMap<string, PlacedCard>): Ends[] {
  if (before.length !== state.edges.length) return allEnds(state, cards);
  return state.edges.flatMap((edge, index) => {
    const ends = before[index];
    return ends !== undefined && !moved.has(edge.source) && !moved.has(edge.target) ? ends : (endsOf(edge, cards) ?? []);
  });
}

/** Null while a handle has not been measured. */
function endsOf(
  { id, source, sourceHandle, target, targetHandle }: ReactFlowState["edges"][number],
  cards: ReadonlyMap<string, PlacedCard>,
): Ends | null {
  const [from, to] = [cards.get(source), cards.get(target)];
  const out = from?.handles?.source?.find((handle) => handle.id === sourceHandle);
  const into = to?.handles?.target?.find((handle) => handle.id === targetHandle);
  if (from === undefined || to === undefined || out === undefined || into === undefined) return null;
  return {
    id,
    source,
    target,
    start: { x: Math.round(from.box.x + out.x + (out.width ?? 0)), y: middleOf(from.box, out) },
    end: { x: Math.round(to.box.x + into.x), y: middleOf(to.box, into) },
  };
}

const middleOf = ({ y }: Box, handle: NodeHandle): number => Math.round(y + handle.y + (handle.height ?? 0) / 2);
