import type { PgBoss } from "pg-boss";
import { fetchFile } from "#server/media/fetch";
import { performUpload } from "#server/media/upload";
import { log } from "#server/platform/log";
import type { JobData } from "#server/platform/queue";

/** Files that come or go at once: they take neither a thread nor a connection to the database while they wait for the line. */
const OPTIONS = {
  batchSize: 1,
  localConcurrency: 6,
  perJobResults: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
} as const;

/** A contact sent a file: it is fetched from Meta. A flow sends one: it is brought there. */
export async function registerMedia(boss: PgBoss, workerId: string): Promise<void> {
  await boss.work<JobData["media"], unknown, typeof OPTIONS>("media", OPTIONS, (jobs) =>
    each(jobs, ({ mediaId }) => fetchFile(mediaId, workerId)),
  );
  await boss.work<JobData["upload"], unknown, typeof OPTIONS>("upload", OPTIONS, (jobs) =>
    each(jobs, ({ channelId, mediaId }) => performUpload(channelId, mediaId, workerId)),
  );
}

const each = <Data extends object>(jobs: { id: string; data: Data }[], work: (data: Data) => Promise<void>) =>
  Promise.all(
    jobs.map(async ({ id, data }) => {
      try {
        await work(data);
        return { id, status: "completed" as const };
      } catch (error) {
        log.error({ err: error, file: data }, "a file's job failed; the sweep sees to it");
        return { id, status: "failed" as const };
      }
    }),
  );
