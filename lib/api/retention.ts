import { z } from "zod";

export interface RetentionRule {
  /** Days, while nothing else was chosen; null: for good. */
  fallback: number | null;
  min: number;
  max: number;
  /** Why no less: Meta repeats a webhook for seven days, and what we forget before would come in as new. */
  because?: "webhooks";
}

const YEARS = 3_650;

/** What is deleted by age, and within which bounds that can be chosen. */
export const RETENTION = {
  conversations: { fallback: null, min: 30, max: YEARS, because: "webhooks" },
  webhook_items: { fallback: 30, min: 8, max: YEARS, because: "webhooks" },
  message_status_events: { fallback: 180, min: 8, max: YEARS, because: "webhooks" },
  mailbox: { fallback: 180, min: 8, max: YEARS, because: "webhooks" },
  ai_calls: { fallback: 180, min: 1, max: YEARS },
  erased_messages: { fallback: 180, min: 30, max: YEARS, because: "webhooks" },
  sign_in_attempts: { fallback: 1, min: 1, max: 90 },
  audit_log: { fallback: null, min: 90, max: YEARS },
} as const satisfies Record<string, RetentionRule>;

function days({ min, max, because }: RetentionRule) {
  const message =
    because === undefined
      ? `must be from ${min} to ${max} days`
      : `must be from ${min} to ${max} days: Meta repeats webhooks for 7 days, and nothing of them may be forgotten sooner`;
  return z.int(message).min(min, message).max(max, message);
}

/** Days for each kind; `conversations` and `audit_log` may be null, for good. */
export const retentionBody = z.strictObject({
  conversations: days(RETENTION.conversations).nullable(),
  webhook_items: days(RETENTION.webhook_items),
  message_status_events: days(RETENTION.message_status_events),
  mailbox: days(RETENTION.mailbox),
  ai_calls: days(RETENTION.ai_calls),
  erased_messages: days(RETENTION.erased_messages),
  sign_in_attempts: days(RETENTION.sign_in_attempts),
  // Not said by a page of the release before.
  audit_log: days(RETENTION.audit_log).nullable().default(null),
});

export type Retention = z.output<typeof retentionBody>;
export type RetentionKind = keyof Retention;
