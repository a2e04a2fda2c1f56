import { nodeTypes } from "#lib/nodes/registry.ts";
import { docksOf } from "#lib/engine/docks.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { moveNodes } from "../model/commands/change.ts";
import { canDock, cardToDockTo, dock, takesDocks } from "../model/commands/dock.ts";
import { insertOnTransition } from "../model/commands/insert.ts";
import { dockedPlaces, stackFrom, undock } from "../model/commands/blocks.ts";
import { type Box, findNode, type Point, type SizeOf } from "../model/graph.ts";
import { withRoom } from "../model/commands/make-room.ts";
import { idsFor } from "../model/new-ids.ts";
import type { Editor, EditorState } from "../store/editor-store.ts";
import { sizeReader } from "../card/size-reader.ts";

/** A docked card that is held so far from its place (px of the canvas) is taken out of its block. */
const OUT = 40;
/** The strip at a card's lower edge that docks what is dropped there. */
const EDGE = 18;

/** The card under which the one that is held here would be docked. */
export function upperOf(editor: Editor, nodeId: string, place: Point): string | null {
  const { graph } = editor.store.getState();
  const own = new Set(stackFrom(graph, nodeId));
  const boxes = cardBoxes(editor);
  const size = boxes.get(nodeId);
  if (size === undefined) return null;
  const upper = cardToDockTo({ ...size, ...place }, new Map([...boxes].filter(([id]) => !own.has(id))));
  return upper !== null && docksOf(graph).above.get(nodeId) !== upper && canDock(graph, nodeTypes, nodeId, upper) ? upper : null;
}

/** The card at whose lower edge a new one is held, where one can be docked. */
export function lowerEdgeAt(editor: Editor, { x, y }: Point): string | null {
  const { graph } = editor.store.getState();
  for (const [id, box] of cardBoxes(editor)) {
    const isAtEdge = x >= box.x && x <= box.x + box.width && Math.abs(y - box.y - box.height) <= EDGE;
    if (isAtEdge && takesDocks(graph, nodeTypes, id)) return id;
  }
  return null;
}

function cardBoxes(editor: Editor): Map<string, Box> {
  const sizeOf = sizeReader(editor.store.getState());
  const { nodes } = editor.canvas.getState();
  return new Map(nodes.flatMap(({ id, type, position }) => (type === "card" ? [[id, { ...position, ...sizeOf(id) }] as const] : [])));
}

/** The flow after these cards were let go where they are: docked, inserted or free, and what they would cover gives way. */
export function dropped(graph: FlowGraph, moved: ReadonlyMap<string, Point>, state: EditorState): FlowGraph {
  const { dropTarget, dockTarget } = state;
  const sizeOf = sizeReader(state);
  const [first] = moved.keys();
  const loose = undock(moveNodes(graph, moved), takenOut(graph, moved, sizeOf));
  const joined = (): FlowGraph => {
    if (first !== undefined && dockTarget !== null) return dock(loose, nodeTypes, first, dockTarget, idsFor(graph)("transition"));
    if (first !== undefined && dropTarget !== null)
      return insertOnTransition(loose, nodeTypes, first, dropTarget, idsFor(graph)("transition"));
    return loose;
  };
  return withRoom(joined(), [...moved.keys()], sizeOf);
}

/** The docked cards of these that were dragged away from the card above. */
function takenOut(graph: FlowGraph, moved: ReadonlyMap<string, Point>, sizeOf: SizeOf): string[] {
  const { above } = docksOf(graph);
  const places = dockedPlaces(graph, sizeOf);
  return [...moved].flatMap(([id, { x, y }]) => {
    const upper = above.get(id);
    const place = places.get(id) ?? findNode(graph, id)?.position;
    if (upper === undefined || moved.has(upper) || place === undefined) return [];
    return Math.abs(x - place.x) + Math.abs(y - place.y) > OUT ? [id] : [];
  });
}
