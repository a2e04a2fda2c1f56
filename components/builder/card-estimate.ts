import { type NodeHandle, Position } from "reactflow";
import type { Transition } from "#lib/engine/types.ts";
import { CARD_SIZE } from "./model/place.ts";

const TARGET_Y = 24;
const FIRST_ROW_Y = 105;
const ROW = 26;

/**
 * How large a card will be and where its handles will stand, about, before it was ever drawn. With these React Flow
 * need not draw the five hundred cards of a large flow to find that nine of them are in sight.
 */
export function estimateCard(ways: readonly Transition[], handles: { target: string; ofWay: (transition: Transition) => string }) {
  const height = Math.max(CARD_SIZE.height, FIRST_ROW_Y + ROW * (ways.length + 0.5));
  const sources = ways.map((way, index): NodeHandle => ({ id: handles.ofWay(way), type: "source", position: Position.Right, x: CARD_SIZE.width, y: FIRST_ROW_Y + ROW * index }));
  return { initialWidth: CARD_SIZE.width, initialHeight: height, handles: [{ id: handles.target, type: "target", position: Position.Left, x: 0, y: TARGET_Y } satisfies NodeHandle, ...sources] };
}
