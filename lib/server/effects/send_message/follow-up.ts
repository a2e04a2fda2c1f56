import { ruleOfClass } from "#lib/whatsapp/graph/policy.ts";
import { rewriteNumber } from "../../contacts/resolve.ts";
import { pool } from "../../platform/db.ts";
import { log } from "../../platform/log.ts";
import { enqueue } from "../../platform/queue.ts";
import { pauseChannel, type SettledMessage, type toResult } from "./outbox.ts";

/** Channels that Meta does not take messages of for now. One that could not be reached is not paused: messages back off by themselves. */
export async function pauseRefused(settled: SettledMessage[]): Promise<void> {
  // Under a throttle a whole batch is refused at once: its channel is written once, for the longest of the pauses.
  const pauses = new Map<number, { seconds: number; title: string }>();
  for (const { message, outcome } of settled) {
    if (outcome.kind === "sent" || outcome.scope !== "channel" || outcome.retryAfterSeconds === null) continue;
    if (outcome.retryAfterSeconds > (pauses.get(message.channel_id)?.seconds ?? 0))
      pauses.set(message.channel_id, { seconds: outcome.retryAfterSeconds, title: outcome.title });
  }
  for (const [channelId, { seconds, title }] of pauses) await pauseChannel(channelId, seconds, title);
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
