import { pool } from "./db.ts";

export const HEARTBEAT_SECONDS = 3;
/** A worker silent for so long is taken for dead. */
export const DEAD_AFTER_SECONDS = 12;

export async function beat(workerId: string): Promise<void> {
  await pool().query("INSERT INTO workers (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET beat_at = now()", [workerId]);
}

export async function signOff(workerId: string): Promise<void> {
  await pool().query("DELETE FROM workers WHERE id = $1", [workerId]);
}
