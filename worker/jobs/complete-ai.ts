import type { PgBoss } from "pg-boss";
import { answerAiCall, claimAiCall, releaseAiCall } from "#server/effects/complete_ai/calls";
import { completeAi } from "#server/effects/complete_ai/complete";
import { log } from "#server/platform/log";
import type { JobData } from "#server/platform/queue";

/** Calls under way at once. Small batches, because a batch holds its place until its slowest call ends. */
const OPTIONS = {
  batchSize: 2,
  localConcurrency: 8,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
} as const;

export async function registerCompleteAi(boss: PgBoss, workerId: string): Promise<void> {
  async function complete(callId: number): Promise<void> {
    const call = await claimAiCall(callId, workerId);
    if (call === null) return;
    const result = await completeAi(call.request);
    if (!(await answerAiCall(callId, workerId, result)))
      log.warn({ callId }, "FENCED: this AI call was taken over; its late answer is dropped");
  }

  await boss.work<JobData["complete_ai"], unknown, typeof OPTIONS>("complete_ai", OPTIONS, (jobs) =>
    Promise.all(
      jobs.map(async (job) => {
        try {
          await complete(job.data.callId);
          return { id: job.id, status: "completed" as const };
        } catch (error) {
          log.error({ err: error, callId: job.data.callId }, "AI job failed; its call is made again");
          // For the job's next try, in a second. Should that fail too, the call rests until its deadline, because this worker lives.
          await releaseAiCall(job.data.callId, workerId).catch(() => {});
          return { id: job.id, status: "failed" as const };
        }
      }),
    ),
  );
}
