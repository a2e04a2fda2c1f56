import type { PgBoss } from "pg-boss";
import type { JobData } from "#server/platform/queue";
import { resolveUnknownSends } from "#server/effects/send_message/outbox";
import type { Sender } from "#server/effects/send_message/sender";
import { WAKE_OPTIONS } from "./wake-options.ts";

/**
 * Contacts have something in their outbox that no worker has in hand: a retry whose time has come, an unknown outcome
 * whose silence is over, a message queued by the API. What an advance of this very process queued needs no job.
 */
export async function registerSend(boss: PgBoss, sender: Sender): Promise<void> {
  await boss.work<JobData["send"]>("send", WAKE_OPTIONS, async (jobs) => {
    const contactIds = [...new Set(jobs.flatMap((job) => job.data.contactIds))];
    await resolveUnknownSends(contactIds);
    sender.wake(contactIds);
  });
}
