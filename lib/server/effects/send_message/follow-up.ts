import { ruleOfClass } from "#lib/whatsapp/graph/policy.ts";
import { rewriteNumber } from "../../contacts/resolve.ts";
import { pool } from "../../platform/db.ts";
import { log } from "../../platform/log.ts";
import { enqueue } from "../../platform/queue.ts";
import type { SettledMessage, toResult } from "./outbox.ts";
import { type ChannelPause, pauseChannel } from "../../state/channel-pause.ts";

/** From this attempt on, the channel shows that the Graph API can't be reached: a hiccup needs nobody's attention. */
const UNREACHED_ATTEMPTS = 5;
const UNREACHED_PAUSE_SECONDS = 60;

/**
 * Channels whose messages Meta does not take for now, with what is to be mended. One that could not be reached backs off message by
 * message first.
 */
export async function pauseRefused(settled: SettledMessage[]): Promise<void> {
  // Under a throttle a whole batch is refused at once: its channel is written once, for the longest of the pauses.
  const pauses = new Map<number, ChannelPause>();
  for (const { message, outcome } of settled) {
    if (outcome.kind === "sent" || outcome.scope !== "channel" || outcome.mend === null) continue;
    const patience = outcome.errorClass === "network" && message.attempts >= UNREACHED_ATTEMPTS ? UNREACHED_PAUSE_SECONDS : null;
    const seconds = outcome.retryAfterSeconds ?? patience;
    if (seconds === null || seconds <= (pauses.get(message.channel_id)?.seconds ?? 0)) continue;
    pauses.set(message.channel_id, { sealedToken: message.access_token_encrypted, seconds, mend: outcome.mend, said: outcome.title });
  }
  for (const [channelId, pause] of pauses) await pauseChannel(channelId, pause);
}

/**
 * The uncommon consequences: a later try, a contact whose number Meta writes differently. `waits`: seconds until a contact's outbox is
 * looked at again; they become jobs here, and none is left.
 */
export async function followUp(settled: SettledMessage[], rows: ReturnType<typeof toResult>[], waits: Map<number, number>): Promise<void> {
  for (const [index, { message, outcome }] of settled.entries()) {
    const wait = rows[index]?.wait_seconds;
    if (wait !== null && wait !== undefined) waits.set(message.contact_id, wait);
    if (outcome.kind !== "sent") {
      log.warn(
        {
          messageId: message.id,
          outcome: outcome.kind,
          class: outcome.errorClass,
          code: outcome.code,
          title: outcome.title,
          acts: ruleOfClass(outcome.errorClass).acts,
        },
        "message not sent",
      );
    } else if (outcome.waId !== null && message.wa_id !== null && outcome.waId !== message.wa_id) {
      await rewriteNumber(message.channel_id, message.wa_id, outcome.waId).catch((error: unknown) =>
        log.error(
          { err: error, contactId: message.contact_id },
          "Meta's way of writing a contact's number was not taken over; the next send tells it again",
        ),
      );
    }
  }
  if (waits.size === 0) return;
  const moments = Map.groupBy(waits, ([, wait]) => Math.ceil(wait));
  waits.clear();
  for (const [startAfterSeconds, later] of moments)
    await enqueue(pool(), "send", [{ contactIds: later.map(([contactId]) => contactId) }], { startAfterSeconds });
}
