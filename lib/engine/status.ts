/** An execution goes on, or visibly waits for something named; a contact has at most one such. */
export const OPEN_STATUSES = ["waiting", "scheduled", "running", "handoff"] as const;

export const EXECUTION_STATUSES = [...OPEN_STATUSES, "completed", "failed", "cancelled", "expired"] as const;

export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** For whatever came over a wire too: what is no status at all is not open. */
export const isOpen = (status: string): boolean => (OPEN_STATUSES as readonly string[]).includes(status);
