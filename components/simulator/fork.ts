import { z } from "zod";
import { jsonObjectInput } from "#lib/api/json.ts";
import type { Context } from "#lib/engine/types.ts";

/** A moment of an execution to go on from: the node is entered again, with this context, at this time. */
export interface Fork {
  node: string;
  context: Context;
  /** Milliseconds since 1970. */
  at: number;
}

const schema = z.object({ node: z.string(), at: z.number(), context: jsonObjectInput });
const keyOf = (flowId: number): string => `siga.fork.${flowId}`;

/**
 * Leaves the moment for the simulator of that flow, which takes it when it opens in this tab: go to `/console/flows/<id>?panel=simulator`.
 */
export function storeFork(flowId: number, fork: Fork): void {
  sessionStorage.setItem(keyOf(flowId), JSON.stringify(fork));
}

/** The moment that was left for this flow, once; null when there is none. */
export function consumeFork(flowId: number): Fork | null {
  const text = sessionStorage.getItem(keyOf(flowId));
  sessionStorage.removeItem(keyOf(flowId));
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
