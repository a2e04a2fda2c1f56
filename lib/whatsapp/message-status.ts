/**
 * How far a message has got, from the lowest rank to the highest: a report of a lower rank than what is known changes nothing,
 * in whatever order reports come. Words of one line rank alike. `failed` outranks `sent`, because Meta first accepts and then
 * fails; `delivered` outranks `failed`, because a proof of delivery from any of the contact's devices does; `simulated` was
 * never sent. The database has the same as `siga_status_rank`, for statements that rank thousands of rows.
 */
export const STATUS_RANKS = [
  ["queued"],
  ["sending"],
  ["unknown"],
  ["sent"],
  ["failed"],
  ["delivered"],
  // A voice message that was played was read.
  ["read", "played"],
  ["simulated"],
] as const;

type MessageStatus = Exclude<(typeof STATUS_RANKS)[number][number], "played">;

/** What Meta's words mean for a message; words that are not here change nothing (`deleted` among them). */
const REPORTS: ReadonlyMap<string, MessageStatus> = new Map<string, MessageStatus>([
  ["sent", "sent"],
  ["delivered", "delivered"],
  ["read", "read"],
  ["played", "read"],
  ["failed", "failed"],
]);

/** Meta's words that say how far a message has got. */
export const REPORTING_WORDS: readonly string[] = [...REPORTS.keys()];

/** The message status that a webhook's word reports, or null for one that reports none. Which one stays: `storeStatuses`. */
export function reportedStatus(incoming: string): MessageStatus | null {
  return REPORTS.get(incoming) ?? null;
}
