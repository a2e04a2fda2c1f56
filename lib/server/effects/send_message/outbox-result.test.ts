import { expect, test } from "vitest";
import type { SendFailure } from "#lib/whatsapp/graph/errors.ts";
import { toResult } from "./outbox.ts";

const failure = (more: Partial<SendFailure>): SendFailure => ({
  kind: "retry",
  errorClass: "throttle",
  code: 130429,
  title: "slow down",
  details: null,
  retryAfterSeconds: null,
  scope: "channel",
  mend: "throttled",
  ...more,
});
const inHand = (attempts: number) => ({ id: 1, contact_id: 1, attempts }) as Parameters<typeof toResult>[0]["message"];

test.each([
  [
    "what Meta took is sent",
    { kind: "sent" as const, wamid: "w", waId: null, userId: null },
    1,
    { status: "sent", wamid: "w", wait_seconds: null, attempt: 1 },
  ],
  [
    "what was refused for good fails",
    failure({ kind: "failed", errorClass: "recipient", code: 131026 }),
    1,
    { status: "failed", error: { class: "recipient", code: 131026, title: "slow down", details: null } },
  ],
  [
    "what may have been sent is unknown",
    failure({ kind: "unknown", errorClass: "network", code: null }),
    1,
    { status: "unknown", wait_seconds: 20 },
  ],
  ["what was refused for now is tried again", failure({}), 1, { status: "queued", wait_seconds: 1.5 }],
  ["later each time", failure({}), 4, { status: "queued", wait_seconds: 8.5 }],
  ["the pair rate waits 4^n", failure({ code: 131056, scope: "contact" }), 3, { status: "queued", wait_seconds: 16 }],
  ["what stays refused fails in the end", failure({ code: 131056, scope: "contact" }), 12, { status: "failed" }],
])("%s", (_name, outcome, attempts, expected) => {
  expect(toResult({ message: inHand(attempts), outcome, answer: null }, 0.5)).toMatchObject(expected);
});
