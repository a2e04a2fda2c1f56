import type { FlowNode, Transition } from "#lib/engine/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { exitRows } from "../model/exits.ts";
import type { Size } from "../model/graph.ts";
import { cardContent } from "./card-content.ts";

/** How much of a node its card shows, as its author chose. */
export const CARD_LEVELS = ["compact", "normal", "full"] as const;
export type CardLevel = (typeof CARD_LEVELS)[number];

/** What a card of each level is made of, in pixels at 100 %; the classes of `node-card.tsx` and `name-card.tsx` say the same. */
export const CARD_WIDTH: Record<CardLevel, number> = { compact: 208, normal: 248, full: 304 };
/** A text of more lines is cut off until the card is selected. */
const LINES_SHOWN: Record<CardLevel, number> = { compact: 0, normal: 8, full: Number.POSITIVE_INFINITY };
const COMPACT = { height: 48, margin: 8, row: 20 };
const BORDER = 1;
const HEAD = 52;
const TEXT = { line: 16, below: 10, widthOfLetter: 6.1, sides: 24 };
const WAIT_ROW = 28;
const ROWS = { around: 9, row: 26, firstLine: 34, secondLine: 16 };
/** In the middle of a compact card, so that a chain of them is one straight line. */
const TARGET_Y = COMPACT.height / 2;

/**
 * How large the card of this node is at this level, before it was ever drawn and while it is not selected: exactly for a compact card,
 * about for others, whose texts the browser breaks.
 */
export function cardSize(node: FlowNode, transitions: readonly Transition[], level: CardLevel, locale: Locale = "pt-BR"): Size {
  const rows = exitRows(node, transitions, nodeTypes);
  const width = CARD_WIDTH[level];
  if (level === "compact") return { width, height: Math.max(COMPACT.height, 2 * COMPACT.margin + rows.length * COMPACT.row) };
  const { text, wait } = cardContent(node, locale);
  const letters = Math.floor((width - TEXT.sides) / TEXT.widthOfLetter);
  const lines = text === "" ? 0 : text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / letters)), 0);
  const shown = Math.min(LINES_SHOWN[level], lines);
  return {
    width,
    height:
      2 * BORDER +
      HEAD +
      (shown === 0 ? 0 : shown * TEXT.line + TEXT.below) +
      (wait === null ? 0 : WAIT_ROW) +
      (rows.length === 0 ? 0 : ROWS.around + rows.reduce((sum, row) => sum + heightOfRow(row), 0)),
  };
}

const heightOfRow = (row: ReturnType<typeof exitRows>[number]): number =>
  ROWS.row + (row.kind === "transition" && (row.transition.condition?.length ?? 0) > ROWS.firstLine ? ROWS.secondLine : 0);

/** Where the handles of a card of this size and level stand, from its upper left corner: what comes in, and each transition by its id. */
export function handlePlaces(
  node: FlowNode,
  transitions: readonly Transition[],
  level: CardLevel,
  { width, height }: Size,
): { target: { x: number; y: number }; exits: { transitionId: string; x: number; y: number }[] } {
  const rows = exitRows(node, transitions, nodeTypes);
  const isCompact = level === "compact";
  const step = isCompact ? COMPACT.row : ROWS.row;
  // Rows stand at the foot of a card, and in the middle of a compact one.
  const first = isCompact ? (height - rows.length * step) / 2 : height - BORDER - ROWS.around / 2 - rows.length * step;
  return {
    target: { x: 0, y: TARGET_Y },
    exits: rows.flatMap((row, index) =>
      row.kind === "transition" ? [{ transitionId: row.transition.id, x: width, y: first + (index + 0.5) * step }] : [],
    ),
  };
}
