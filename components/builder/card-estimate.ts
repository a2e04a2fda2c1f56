import { type NodeHandle, Position } from "reactflow";
import type { Transition } from "#lib/engine/types.ts";
import { CARD_SIZE } from "./model/place.ts";

const TARGET_Y = 24;
const FIRST_ROW_Y = 105;
const ROW = 26;

interface HandleNames {
  target: string;
  ofTransition: (transition: Transition) => string;
}

/** Where the handles of a card stand, about. */
export function roughHandles(transitions: readonly Transition[], names: HandleNames): (NodeHandle & { id: string })[] {
  return [
    { id: names.target, type: "target", position: Position.Left, x: 0, y: TARGET_Y },
    ...transitions.map((transition, index) => ({
      id: names.ofTransition(transition),
      type: "source" as const,
      position: Position.Right,
      x: CARD_SIZE.width,
      y: FIRST_ROW_Y + ROW * index,
    })),
  ];
}

/**
 * How large a card will be and where its handles will stand, about, before it was ever drawn. With these React Flow
 * need not draw the five hundred cards of a large flow to find that nine of them are in sight, and from afar need not measure
 * any. No card is of this width, so that one which is drawn is measured for certain.
 */
export function estimateCard(transitions: readonly Transition[], names: HandleNames) {
  const height = Math.max(CARD_SIZE.height, FIRST_ROW_Y + ROW * (transitions.length + 0.5));
  return { measured: { width: CARD_SIZE.width - 1, height }, handles: roughHandles(transitions, names) };
}
