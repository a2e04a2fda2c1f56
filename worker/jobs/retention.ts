import type { PgBoss } from "pg-boss";
import { log } from "#server/log";
import { applyRetention } from "#server/retention";

export async function registerRetention(boss: PgBoss): Promise<void> {
  await boss.work("retention", { batchSize: 1, pollingIntervalSeconds: 60, notifyPollingIntervalSeconds: 60 }, async () => {
    log.info(await applyRetention(), "retention applied");
  });
  await boss.schedule("retention", "17 3 * * *");
}
