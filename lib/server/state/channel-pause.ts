/** A channel's whole outbox rests while its operator has something to mend, and goes on when that is done. */
import type { Mend } from "#lib/whatsapp/graph/policy.ts";
import { type Db, pool } from "../platform/db.ts";
import { log } from "../platform/log.ts";
import { enqueue } from "../platform/queue.ts";

/** The `paused_code` of a channel that a person paused. Nothing but a person lifts it. */
export const BY_PERSON = "by_person";

export interface ChannelPause {
  /** The token that was refused: what its successor was given meanwhile is not paused by it. */
  sealedToken: string | null;
  seconds: number;
  mend: Mend;
  /** What was heard: Meta's words, or how none came. */
  said: string;
}

/** A shorter pause leaves the longer one's reason. */
export async function pauseChannel(channelId: number, { sealedToken, seconds, mend, said }: ChannelPause): Promise<void> {
  const { rowCount } = await pool().query(
    `UPDATE channels SET paused_until = now() + make_interval(secs => $2), paused_code = $3, paused_reason = $4
     WHERE id = $1 AND access_token_encrypted IS NOT DISTINCT FROM $5
       AND (paused_until IS NULL OR paused_until < now() + make_interval(secs => $2))`,
    [channelId, seconds, mend, said, sealedToken],
  );
  if (rowCount !== 0 && mend !== "throttled")
    log.error({ channelId, mend, said, seconds }, "this channel's sending rests until that is mended");
}

/** Until somebody resumes it: a moment that nobody waits for. The time goes through JavaScript, which knows no `infinity`. */
export async function pauseByPerson(db: Db, channelId: number): Promise<void> {
  await db.query("UPDATE channels SET paused_until = '9999-12-31 00:00:00+00', paused_code = $2, paused_reason = '' WHERE id = $1", [
    channelId,
    BY_PERSON,
  ]);
}

/**
 * Lifts the pause, unless a person made it, and whatever was refused because of it may leave at once: what it waited for is mended. The
 * outbox is one partial index, of what has not left yet. Whoever is not about to start a worker wakes one (`resumeChannel`).
 */
export async function liftPause(db: Db, channelId: number): Promise<void> {
  await db.query(
    "UPDATE channels SET paused_until = NULL, paused_code = NULL, paused_reason = NULL WHERE id = $1 AND paused_code IS DISTINCT FROM $2",
    [channelId, BY_PERSON],
  );
  await db.query(
    `UPDATE messages SET not_before = NULL
     WHERE direction = 'outbound' AND status = 'queued' AND channel_id = $1 AND not_before IS NOT NULL
       AND error->>'class' IN ('policy', 'auth', 'billing', 'number', 'address', 'network')`,
    [channelId],
  );
}

/** Lifts the pause whatever caused it: a person asks for it. */
export async function resumeByPerson(db: Db, channelId: number): Promise<void> {
  await db.query("UPDATE channels SET paused_code = NULL WHERE id = $1 AND paused_code = $2", [channelId, BY_PERSON]);
  await resumeChannel(db, channelId);
}

/** Contacts that one job wakes. */
const JOB_CONTACTS = 250;

/** Lifts the pause and wakes whoever has something in this channel's outbox, all or nothing with the caller's transaction. */
export async function resumeChannel(db: Db, channelId: number): Promise<void> {
  await liftPause(db, channelId);
  const { rows } = await db.query<{ contact_id: number }>(
    "SELECT DISTINCT contact_id FROM messages WHERE direction = 'outbound' AND status = 'queued' AND channel_id = $1",
    [channelId],
  );
  const contactIds = rows.map((row) => row.contact_id);
  for (let from = 0; from < contactIds.length; from += JOB_CONTACTS)
    await enqueue(db, "send", [{ contactIds: contactIds.slice(from, from + JOB_CONTACTS) }]);
}
