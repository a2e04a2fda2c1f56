import type { ExecutionStatus } from "#lib/engine/status.ts";

/** What each status is called, in the catalogue. */
export const STATUS_NAMES = {
  waiting: "executions.statusWaiting",
  scheduled: "executions.statusScheduled",
  running: "executions.statusRunning",
  handoff: "executions.statusHandoff",
  completed: "executions.statusCompleted",
  failed: "executions.statusFailed",
  cancelled: "executions.statusCancelled",
  expired: "executions.statusExpired",
} as const satisfies Record<ExecutionStatus, string>;
