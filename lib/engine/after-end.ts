import { problem } from "./problem/problem.ts";
import type { FlowSettings } from "./types.ts";

/** What a message does when the contact's conversation is over; see `FlowSettings.after_end`. */
export const AFTER_END_MODES = ["restart", "quiet", "triggers"] as const;

/** So long a "thank you" begins nothing, where the flow is quiet and does not say how long. */
export const QUIET_SECONDS = 600;

/** An execution that is over because its flow had come to an end. */
export interface EndedExecution {
  id: number;
  flowVersionId: number;
  /** Milliseconds since 1970. */
  endedAt: number;
}

/**
 * Whether an execution that is over came to its end, so that what the end means holds: also where its contact wanted to leave, which their
 * thanks after it begin nothing anew for.
 */
export function cameToItsEnd({ status, reason }: { status: string; reason: string | null }): boolean {
  return status === "completed" || (status === "cancelled" && reason === LEFT_REASON);
}

/** The stored reason of one that its contact left. */
const LEFT_REASON = problem("contact_left").message;

/** Until when what comes belongs to what has ended at this moment (milliseconds since 1970), and begins nothing; null: for good. */
export function quietUntil(settings: FlowSettings | undefined, endedAt: number): number | null {
  const { mode = "restart", quiet_seconds: seconds = QUIET_SECONDS } = settings?.after_end ?? {};
  if (mode === "triggers") return null;
  return mode === "quiet" ? endedAt + seconds * 1_000 : endedAt;
}

/** Whether a message that comes at this moment belongs to what has ended, and begins nothing. */
export function isQuiet(settings: FlowSettings | undefined, endedAt: number, at: number): boolean {
  const until = quietUntil(settings, endedAt);
  return until === null || at < until;
}
