import type { PgBoss } from "pg-boss";
import { CALL_TYPES } from "#lib/effects/registry.ts";
import { type CallName, CALL_NAMES } from "#lib/engine/calls.ts";
import { answerCall } from "#server/effects/calls/answer";
import { type Call, claimCall, releaseCall } from "#server/effects/calls/claim";
import { performCall } from "#server/effects/calls/perform";
import { log } from "#server/platform/log";
import { patiently } from "#server/platform/patiently";
import type { JobData } from "#server/platform/queue";

/**
 * Calls of one effect under way at once: sixteen, which wait and take neither a thread nor a connection to the database meanwhile. An
 * effect has its own, so systems that are slow hold up no language model. Small batches, because a batch holds its place until its
 * slowest call ends. What they do share, the threads in which names are looked up, safe-connect.ts divides.
 */
const OPTIONS = {
  batchSize: 2,
  localConcurrency: 8,
  burstWhenBatchFull: true,
  perJobResults: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 1,
} as const;

export interface Calls {
  /** Resolves when the calls have ended that nobody may make again; the others are another worker's to make. */
  unrepeatableEnded(): Promise<void>;
}

/** A queue for each effect, so that one service that is slow holds up no calls of another. */
export async function registerCalls(boss: PgBoss, workerId: string): Promise<Calls> {
  const unrepeatable = new Set<Promise<unknown>>();
  for (const effect of CALL_NAMES) await registerCall(boss, effect, workerId, unrepeatable);
  return { unrepeatableEnded: async () => void (await Promise.allSettled(unrepeatable)) };
}

async function registerCall(boss: PgBoss, effect: CallName, workerId: string, unrepeatable: Set<Promise<unknown>>): Promise<void> {
  const inHand = new Set<number>();

  async function make(callId: number): Promise<void> {
    // A call may have two jobs. What gives back a claim whose answer was lost must not give back the other's.
    if (inHand.has(callId)) return;
    inHand.add(callId);
    let claimed: Call | null = null;
    try {
      claimed = await claimCall(effect, callId, workerId);
      if (claimed === null) return;
      const ended = performAndAnswer(claimed);
      if (!CALL_TYPES[effect].mayRepeat(claimed.request)) unrepeatable.add(ended);
      await ended.finally(() => unrepeatable.delete(ended));
    } catch (error) {
      // For the job's next try, or the sweep. Should that fail too, the call rests until its deadline, because this worker
      // lives; so does one that may not be made twice, which then gets the result "interrupted".
      if (claimed === null || CALL_TYPES[effect].mayRepeat(claimed.request))
        await patiently(() => releaseCall(callId, workerId)).catch(() => {});
      throw error;
    } finally {
      inHand.delete(callId);
    }
  }

  async function performAndAnswer({ id, request, origin }: Call): Promise<void> {
    const result = await performCall(effect, request, origin);
    if (await patiently(() => answerCall(id, workerId, result))) return;
    log.warn({ callId: id, effect }, "FENCED: this call was taken over; its late result is dropped");
  }

  await boss.work<JobData[CallName], unknown, typeof OPTIONS>(effect, OPTIONS, (jobs) =>
    Promise.all(
      jobs.map(async (job) => {
        try {
          await make(job.data.callId);
          return { id: job.id, status: "completed" as const };
        } catch (error) {
          log.error({ err: error, callId: job.data.callId, effect }, "a call's job failed; it is tried again");
          return { id: job.id, status: "failed" as const };
        }
      }),
    ),
  );
}
