import type { PgBoss } from "pg-boss";
import { log } from "#server/platform/log";
import { sweep } from "#server/recovery/sweep";

export async function registerSweep(boss: PgBoss): Promise<void> {
  await boss.work("sweep", { batchSize: 10, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 }, async () => {
    const swept = await sweep();
    if (Object.values(swept).some((count) => count > 0)) log.warn(swept, "overdue work was set moving again");
  });
  await boss.schedule("sweep", "* * * * *");
}
