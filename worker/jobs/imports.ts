import type { PgBoss } from "pg-boss";
import { runImport } from "#server/contacts/imports/run";
import { log } from "#server/platform/log";
import type { JobData } from "#server/platform/queue";

/** One after the other: a file is in no hurry, and the process has conversations to serve. */
const OPTIONS = { batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 } as const;

/** A file of contacts is gone on with. What fails is found by the sweep, and goes on from the last rows that were stored. */
export async function registerImports(boss: PgBoss): Promise<void> {
  await boss.work<JobData["import"]>("import", OPTIONS, async (jobs) => {
    for (const { data } of jobs) {
      await runImport(data.importId).catch((error: unknown) =>
        log.error({ err: error, import: data.importId }, "an import broke off; the sweep sets it going again"),
      );
    }
  });
}
