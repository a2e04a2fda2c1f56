import { objectOf } from "#lib/json/read-json.ts";
import type { Refusal } from "../graph-error.ts";
import type { CheckedSend } from "../send/check-send.ts";
import { PAIR_BURST } from "./contacts.ts";
import { type Draft, putContact, putNumber } from "./draft.ts";
import type { Bucket, BusinessNumber, Contact } from "../types.ts";

const WINDOW_MS = 24 * 60 * 60 * 1_000;
const PAIR_SECONDS = 6;

/** Null where the customer service window lets it pass. */
export function windowRefusal(draft: Draft, contact: Contact, send: CheckedSend): Refusal | null {
  if (send.type === "template" || send.category === "utility" || send.category === "authentication") return null;
  const closed =
    contact.lastInboundAt === null
      ? draft.state.settings.strangers === "closed"
      : draft.now - contact.lastInboundAt > WINDOW_MS && (contact.freeEntryUntil ?? 0) < draft.now;
  return closed
    ? {
        code: 131047,
        details: "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
      }
    : null;
}

/** Counts one message of the number's second. */
export function throughputRefusal(draft: Draft, number: BusinessNumber): Refusal | null {
  const rate = number.faults.throughput;
  if (rate === 0) return null;
  const throughput = taken(number.throughput, draft.now, rate, rate / 1_000);
  if (throughput === null)
    return {
      code: 130429,
      details: "Message failed to send because there were too many messages sent from this phone number in a short period of time.",
    };
  putNumber(draft, { ...number, throughput });
  return null;
}

/** Counts one message to the contact: a burst, and then one in six seconds. */
export function pairRefusal(draft: Draft, number: BusinessNumber, contact: Contact): Refusal | null {
  if (!number.faults.pair_rate) return null;
  const pair = taken(contact.pair, draft.now, PAIR_BURST, 1 / (PAIR_SECONDS * 1_000));
  if (pair === null)
    return {
      code: 131056,
      details:
        "Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.",
    };
  putContact(draft, number.id, { ...contact, pair });
  return null;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Leave to call is asked for once a day and twice a week, counted anew once a call has come about. */
export function permissionRefusal(draft: Draft, { chat, calledAt }: Contact, { type, payload }: CheckedSend): Refusal | null {
  if (type !== "interactive" || payload["type"] !== "call_permission_request") return null;
  const asked = chat.filter(({ from, at, error, body }) => {
    const isRequest = from === "business" && error === null && objectOf(body["interactive"])["type"] === "call_permission_request";
    return isRequest && at > (calledAt ?? 0) && draft.now - at < 7 * DAY_MS;
  });
  const within = asked.filter(({ at }) => draft.now - at < DAY_MS).length;
  if (within < 1 && asked.length < 2) return null;
  return { code: 138009, details: "Leave to call may be asked for once in 24 hours and twice in 7 days." };
}

/** The bucket with one token less; null when there is none. */
function taken({ tokens, at }: Bucket, now: number, most: number, perMillisecond: number): Bucket | null {
  const filled = Math.min(most, tokens + Math.max(0, now - at) * perMillisecond);
  return filled < 1 ? null : { tokens: filled - 1, at: now };
}
