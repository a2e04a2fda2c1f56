import { z } from "zod";

/** What goes wrong on command. Shares are 0 to 1: how many of all calls or updates it happens to. */

const share = z.number().min(0).max(1);
const milliseconds = z.number().int().min(0).max(600_000);
const code = z.number().int().min(0).max(9_999_999).nullable();

export const faults = z.strictObject({
  /** Of answers to calls. */
  answer_delay_ms: milliseconds,
  /** 130429 in place of an answer. */
  throttled: share,
  /** A 5xx, and the message is not taken. */
  server_error: share,
  /** No answer, and the message is not taken. */
  lost_before: share,
  /** No answer, and the message is taken all the same. */
  lost_after: share,
  /** Each send is refused with this code. */
  refuse_with: code,
  /** Each message is taken, and fails then with this code. */
  fail_with: code,
  /** Where a closed window is told of: in the answer, or in a status. */
  window_told: z.enum(["answer", "status"]),
  /** Messages a second; 0: any number. */
  throughput: z.number().int().min(0).max(100_000),
  /** Whether one contact may be written to once in six seconds only, after a burst of 45. */
  pair_rate: z.boolean(),
  /** Of webhooks. */
  webhook_delay_ms: milliseconds,
  duplicated: share,
  reordered: share,
  forgotten: share,
  /** One POST for each update. */
  apart: z.boolean(),
  /** Statuses of these kinds are never told. */
  forget_statuses: z.array(z.enum(["sent", "delivered", "read", "failed"])),
});

export type Faults = z.infer<typeof faults>;

export const NO_FAULTS: Faults = {
  answer_delay_ms: 0,
  throttled: 0,
  server_error: 0,
  lost_before: 0,
  lost_after: 0,
  refuse_with: null,
  fail_with: null,
  window_told: "answer",
  throughput: 1_000,
  pair_rate: true,
  webhook_delay_ms: 0,
  duplicated: 0,
  reordered: 0,
  forgotten: 0,
  apart: false,
  forget_statuses: [],
};

/** An update that is told out of order is late by up to this. */
export const REORDER_MS = 3_000;
