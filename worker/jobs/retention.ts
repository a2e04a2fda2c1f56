import type { PgBoss } from "pg-boss";
import { log } from "#server/platform/log";
import { pool } from "#server/platform/db";
import { enqueue } from "#server/platform/queue";
import { applyRetention } from "#server/services/retention/apply";

export async function registerRetention(boss: PgBoss): Promise<void> {
  await boss.work("retention", { batchSize: 1, pollingIntervalSeconds: 60, notifyPollingIntervalSeconds: 60 }, async () => {
    const { deleted, more } = await applyRetention();
    log.info({ deleted, more }, "retention applied");
    // A job has a minute; the next one goes on.
    if (more) await enqueue(pool(), "retention", [{}]);
  });
  await boss.schedule("retention", "17 3 * * *");
}
