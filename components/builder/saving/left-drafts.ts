import type { FlowGraph } from "#lib/engine/types.ts";
import type { Saved } from "./autosave.ts";

/** What an editor held when its page was left. */
interface LeftDraft {
  graph: FlowGraph;
  /** What of it the server has, as far as is known. */
  saved: Saved;
}

const LONGEST_WAIT_MS = 3_000;

/** By flow; only ever filled in a browser, by the one person who sits there. */
const left = new Map<number, Promise<LeftDraft>>();

/**
 * Keeps what was in the editor. Who comes back with the browser's button gets the page as it was first drawn, with a draft that is older
 * than their own last save. `lastSave` is waited for, but not for long: without a connection it never ends.
 */
export function keepLeftDraft(flowId: number, read: () => LeftDraft, lastSave: Promise<void>): void {
  const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
  left.set(flowId, Promise.race([lastSave, late]).then(read));
}

export const leftDraftOf = (flowId: number): Promise<LeftDraft> | undefined => left.get(flowId);

/** Of the draft that came with the page and the one that was left here, the one to go on from; `saved` is what the server has of it. */
export function newestDraft(drawn: Saved, before: LeftDraft | null): LeftDraft {
  const isDirty = before !== null && before.graph !== before.saved.graph;
  return before !== null && (isDirty || before.saved.revision > drawn.revision) ? before : { graph: drawn.graph, saved: drawn };
}
