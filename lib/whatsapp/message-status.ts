export type MessageStatus = "queued" | "sending" | "unknown" | "sent" | "failed" | "delivered" | "read" | "simulated";

/**
 * One order for everything that can happen to a message: the highest rank that was ever reported is the truth, in
 * whatever order the reports come. `failed` outranks `sent`, because Meta first accepts and then fails; `delivered`
 * outranks `failed`, because a proof of delivery from any of the contact's devices does. `simulated` was never sent.
 */
export const STATUS_RANK = {
  queued: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  delivered: 5,
  read: 6,
  simulated: 7,
} as const satisfies Record<MessageStatus, number>;

/** What Meta's words mean for a message; words that are not here change nothing (`deleted` among them). */
const REPORTS: ReadonlyMap<string, MessageStatus> = new Map<string, MessageStatus>([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  // A voice message that was played was read.
  ["played", "read"],
  ["failed", "failed"],
]);

/** The message status that a webhook's word reports, or null for one that reports none. */
export function reportedStatus(incoming: string): MessageStatus | null {
  return REPORTS.get(incoming) ?? null;
}

/** The status after a webhook's report: commutative and idempotent, so duplicates and disorder do no harm. */
export function mergeStatus(current: MessageStatus, incoming: string): MessageStatus {
  const reported = reportedStatus(incoming);
  return reported !== null && STATUS_RANK[reported] > STATUS_RANK[current] ? reported : current;
}
