import { z } from "zod";
import { graph } from "#lib/api/graph.ts";
import type { Piece } from "./graph.ts";

const FORMAT = "siga.nodes";

const { nodes, transitions, notes } = graph.shape;
const clipboardSchema = z.object({ format: z.literal(FORMAT), nodes, transitions: transitions.default([]), notes });

/** A copied part as readable JSON, so that it can be pasted into another flow, another tab, or a message to a colleague. */
export function toClipboard({ nodes, transitions, notes }: Piece): string {
  return JSON.stringify({ format: FORMAT, nodes, transitions, ...(notes.length > 0 ? { notes } : {}) }, null, 2);
}

/** What was copied; null when the text on the clipboard is something else. */
export function fromClipboard(text: string): Piece | null {
  if (!text.includes(FORMAT)) return null;
  try {
    const parsed = clipboardSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return null;
    const { nodes, transitions, notes = [] } = parsed.data;
    return { nodes, transitions, notes };
  } catch {
    return null;
  }
}
