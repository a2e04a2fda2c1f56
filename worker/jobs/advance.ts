import type { PgBoss } from "pg-boss";
import type { JobData } from "#server/platform/queue";
import { continueTraces } from "#server/platform/tracing";
import { WAKE_OPTIONS } from "./wake-options.ts";

/** Contacts have something in their mailbox: move their conversations on. */
export async function registerAdvance(boss: PgBoss, advance: (contactIds: number[]) => Promise<void>): Promise<void> {
  await boss.work<JobData["advance"]>("advance", WAKE_OPTIONS, async (jobs) => {
    for (const job of jobs) continueTraces(job.data.traces);
    await advance([...new Set(jobs.flatMap((job) => job.data.contactIds))]);
  });
}
