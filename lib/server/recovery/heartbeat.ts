import { pool } from "../platform/db.ts";
import { log } from "../platform/log.ts";

const HEARTBEAT_SECONDS = 3;
/** A worker silent for so long is taken for dead. */
export const DEAD_AFTER_SECONDS = 12;

export async function recordHeartbeat(workerId: string): Promise<void> {
  await pool().query("INSERT INTO workers (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET beat_at = now()", [workerId]);
}

/**
 * Strikes off the workers that have fallen silent; returns whether this call found any, so that one of the living looks after what they
 * held.
 */
export async function removeStaleWorkers(): Promise<boolean> {
  const { rowCount } = await pool().query("DELETE FROM workers WHERE beat_at < now() - make_interval(secs => $1)", [DEAD_AFTER_SECONDS]);
  return (rowCount ?? 0) > 0;
}

/**
 * Tells the others every few seconds that this worker lives. Calls `onLoss` when another one has died, and when the
 * database responds again after it was gone: what was half done then has to be looked for.
 */
export function startHeartbeat(workerId: string, onLoss: () => Promise<void>): { stop(): void } {
  let gone = false;
  const isGone = () => (gone = true);
  // A restart between two beats is noticed by the idle connections that it cut.
  pool().on("error", isGone);
  const timer = setInterval(() => {
    const wasGone = gone;
    gone = false;
    recordHeartbeat(workerId)
      .then(removeStaleWorkers)
      .then((oneDied) => (oneDied || wasGone ? onLoss() : undefined))
      .catch((error: unknown) => {
        isGone();
        log.warn({ err: error }, "the database is not reachable");
      });
  }, HEARTBEAT_SECONDS * 1000);
  return {
    stop() {
      clearInterval(timer);
      pool().off("error", isGone);
    },
  };
}

export async function deregister(workerId: string): Promise<void> {
  await pool().query("DELETE FROM workers WHERE id = $1", [workerId]);
}
