export type MessageStatus = "queued" | "sending" | "unknown" | "sent" | "failed" | "delivered" | "read" | "simulated";

/** What Meta's words mean for a message; words that are not here change nothing (`deleted` among them). */
const REPORTS: ReadonlyMap<string, MessageStatus> = new Map<string, MessageStatus>([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  // A voice message that was played was read.
  ["played", "read"],
  ["failed", "failed"],
]);

/** The message status that a webhook's word reports, or null for one that reports none. Which one stays: `storeStatuses`. */
export function reportedStatus(incoming: string): MessageStatus | null {
  return REPORTS.get(incoming) ?? null;
}
