import { RESCUE_TOKEN } from "#lib/engine/rescue.ts";
import type { OutgoingMessage } from "#lib/engine/types.ts";
import { notSent } from "#lib/whatsapp/graph/errors.ts";
import { ruleOfClass, ruleOfMend } from "#lib/whatsapp/graph/policy.ts";
import { toGraphBody } from "#lib/whatsapp/graph/request.ts";
import { accessOf } from "../../platform/channel-access.ts";
import { GRAPH_TIMEOUT_MS } from "../../platform/graph-url.ts";
import { pool } from "../../platform/db.ts";
import { log } from "../../platform/log.ts";
import { metrics } from "../../platform/metrics.ts";
import { traceSend } from "../../platform/tracing.ts";
import { createPace } from "../../platform/pace.ts";
import { enqueue } from "../../platform/queue.ts";
import { followUp, pauseRefused } from "./follow-up.ts";
import { postMessage, type SendResult } from "./graph-api.ts";
import { sendWithFile } from "./send-file.ts";
import {
  releaseClaim,
  wakeTold,
  recordResultsIsolated,
  UNKNOWN_GRACE_SECONDS,
  toResult,
  type ClaimedMessage,
  type SettledMessage,
} from "./outbox.ts";

export interface Sender {
  /** These contacts may have something in their outbox. */
  wake(contactIds: number[]): void;
  /** Resolves when nothing is in hand any more; what is left in the outbox is handed to the other workers by a job. */
  stop(): Promise<void>;
}

/** Graph calls under way at once in one process; Meta takes 80 to 1,000 messages a second from a number. */
const MAX_IN_FLIGHT = 512;
const RETRY_AFTER_DATABASE_ERROR_MS = 500;
/** Under load results and claims share a statement that much longer; see `createPace`. */
const GATHER_MS = 8;
/**
 * What was claimed longer ago than this, because the process or the database slept, is given back and not sent: its call
 * could still be under way when its silence is over and another worker sends the message again.
 */
const CLAIM_TTL_MS = UNKNOWN_GRACE_SECONDS * 1_000 - GRAPH_TIMEOUT_MS - 1_000;

/**
 * Sends what is in the outbox. One statement at a time stores the results that have come in and claims the next
 * messages, so the busier it is, the more rows share a round trip. No message leaves before its claim is committed.
 * `now` in milliseconds, on a clock that goes on while the process sleeps; for tests.
 */
export function createSender(post: typeof postMessage = postMessage, now: () => number = () => performance.now()): Sender {
  const wanted = new Set<number>();
  /** Whose turn it would have been when we were told to stop. */
  const left = new Set<number>();
  let results: SettledMessage[] = [];
  const pace = createPace(GATHER_MS);
  /** Messages from their claim until their result is stored; what is behind them follows then. */
  const inHand = new Set<number>();
  /** Seconds until a contact's outbox is looked at again. */
  const waits = new Map<number, number>();
  let inFlight = 0;
  /** A claim whose response has not come (yet), or too late. */
  let lost: { claim: number; contactIds: number[] } | undefined;
  let running = false;
  let stopping = false;
  let onIdle: (() => void) | undefined;

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    await new Promise(setImmediate);
    while (results.length > 0 || (wanted.size > 0 && inFlight < MAX_IN_FLIGHT)) {
      const wait = stopping ? 0 : pace.wait();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      pace.begin();
      const settled = results;
      results = [];
      const contactIds = takeContacts(settled);
      const claim = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
      try {
        await releaseLost();
        // Before the next messages are claimed, or one of each contact would still leave.
        await pauseRefused(settled);
        const rows = settled.map((entry) => toResult(entry, Math.random()));
        const askedAt = now();
        lost = { claim, contactIds };
        const claimed = await recordResultsIsolated(rows, contactIds, claim);
        if (now() - askedAt > CLAIM_TTL_MS) {
          log.warn({ messages: claimed.length }, "these messages were claimed too long ago to be sent now; they are claimed anew");
          for (const contactId of contactIds) wanted.add(contactId);
        } else {
          lost = undefined;
          for (const message of claimed) handle(message);
        }
        for (const { message } of settled) inHand.delete(message.id);
        await wakeTold(toldBy(settled, rows, claimed)).catch((error: unknown) =>
          log.error({ err: error }, "who waits for what became of a message was not woken; the sweep looks after it"),
        );
        await followUp(settled, rows, waits).catch((error: unknown) =>
          log.error({ err: error }, "what follows from send results was not stored; the sweep looks after it"),
        );
      } catch (error) {
        // The rows still say `sending`; what we know is kept and told when the database is back.
        log.error({ err: error }, "send results not stored, trying again");
        results = [...settled, ...results];
        for (const contactId of contactIds) wanted.add(contactId);
        await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_DATABASE_ERROR_MS));
      }
    }
    running = false;
    if (inFlight === 0 && results.length === 0) onIdle?.();
  }

  async function releaseLost(): Promise<void> {
    if (lost === undefined) return;
    await releaseClaim(lost.claim, lost.contactIds);
    lost = undefined;
  }

  function takeContacts(settled: SettledMessage[]): number[] {
    const contactIds = new Set(settled.map(({ message }) => message.contact_id));
    if (stopping) {
      for (const contactId of [...contactIds, ...wanted]) left.add(contactId);
      wanted.clear();
      return [];
    }
    for (const contactId of wanted) {
      if (contactIds.size + inFlight >= MAX_IN_FLIGHT) break;
      wanted.delete(contactId);
      contactIds.add(contactId);
    }
    return [...contactIds];
  }

  function handle(message: ClaimedMessage): void {
    if (message.status === "queued") {
      if (!inHand.has(message.id)) waits.set(message.contact_id, message.wait_seconds ?? 1);
    } else if (message.status === "sending") void send(message);
    else {
      // Without a token, or past its contact's consent or window: it was settled by the claim.
      metrics().sends.inc({ outcome: message.status, class: message.refused_for ?? "none" });
      wanted.add(message.contact_id);
    }
  }

  async function send(message: ClaimedMessage): Promise<void> {
    inFlight += 1;
    inHand.add(message.id);
    const since = performance.now();
    const result = await traceSend(message, () => attemptSend(message, post), describeSend);
    countSend(result, since);
    inFlight -= 1;
    results.push({ message, ...result });
    pace.count();
    void run();
  }

  return {
    wake(contactIds) {
      for (const contactId of contactIds) wanted.add(contactId);
      void run();
    },
    async stop() {
      stopping = true;
      void run();
      await new Promise<void>((resolve) => (onIdle = resolve));
      if (left.size > 0) await enqueue(pool(), "send", [{ contactIds: [...left] }]);
    },
  };
}

const isSettled = (status: string): boolean => status === "sent" || status === "failed" || status === "simulated";

/** Contacts whose mailbox has got what became of a message of theirs. */
function toldBy(settled: SettledMessage[], rows: ReturnType<typeof toResult>[], claimed: ClaimedMessage[]): number[] {
  const after = settled.map(({ message }, index) => ({ ...message, status: rows[index]?.status }));
  return [...after, ...claimed]
    .filter(({ status, wakes }) => status === "failed" || (status !== undefined && isSettled(status) && wakes !== RESCUE_TOKEN))
    .flatMap(({ contact_id: contactId, wakes }) => (wakes === null ? [] : contactId));
}

const classOf = ({ outcome }: SendResult): string => (outcome.kind === "sent" ? "none" : outcome.errorClass);

const describeSend = (result: SendResult) => ({ "siga.outcome": result.outcome.kind, "siga.error_class": classOf(result) });

function countSend(result: SendResult, since: number): void {
  const { sends, sendSeconds } = metrics();
  const { outcome } = result;
  sends.inc({ outcome: outcome.kind, class: classOf(result) });
  sendSeconds.observe({ outcome: outcome.kind }, (performance.now() - since) / 1000);
}

/** Sends one claimed message. Never throws: one that can't be prepared has failed. */
async function attemptSend(message: ClaimedMessage, send: typeof postMessage): Promise<SendResult> {
  try {
    const { token, base } = accessOf(message.access_token_encrypted, message.channel_id);
    if (token === null) return { outcome: notSent(ruleOfMend("token_sealed"), "The channel's token can not be opened."), answer: null };
    const to = { waId: message.wa_id, userId: message.user_id };
    const post = (part: OutgoingMessage) =>
      send(message.phone_number_id, token, toGraphBody(part, to, message.opaque, message.quotes), base);
    return await sendWithFile(message, post);
  } catch (error) {
    log.error({ err: error, messageId: message.id }, "message could not be prepared for sending");
    const title = error instanceof Error ? error.message : "The message could not be prepared for sending.";
    return { outcome: notSent(ruleOfClass("request"), title), answer: null };
  }
}
