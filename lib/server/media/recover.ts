import { type Db, inTransaction } from "../platform/db.ts";
import { enqueue } from "../platform/queue.ts";
import { FETCH_SECONDS } from "./fetch.ts";
import { UPLOAD_SECONDS } from "./upload.ts";

const LIMIT = 1_000;

/** Files whose worker is dead or whose job was lost are set going again. Returns how many there were. */
export async function recoverFiles({ pendingSeconds, deadSeconds }: { pendingSeconds: number; deadSeconds: number }): Promise<number> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `UPDATE media SET status = 'pending', worker_id = NULL WHERE id IN (
         SELECT f.id FROM media f WHERE f.message_id IS NOT NULL AND (
           (f.status = 'pending' AND coalesce(f.not_before, f.created_at) < now() - make_interval(secs => $1))
           OR (f.status = 'fetching' AND (f.started_at < now() - make_interval(secs => $3) OR ${isDeadSql("f", "$2")})))
         ORDER BY f.created_at LIMIT ${LIMIT} FOR UPDATE SKIP LOCKED)
       RETURNING id`,
      [pendingSeconds, deadSeconds, FETCH_SECONDS],
    );
    await wake(client, rows);
    return rows.length;
  });
}

/** Uploads likewise; what waits for one looks again by itself. */
export async function recoverUploads({ pendingSeconds, deadSeconds }: { pendingSeconds: number; deadSeconds: number }): Promise<number> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ channel_id: number; media_id: string }>(
      `UPDATE media_uploads SET status = 'pending', worker_id = NULL WHERE (channel_id, media_id) IN (
         SELECT u.channel_id, u.media_id FROM media_uploads u
         WHERE (u.status = 'pending' AND u.not_before < now() - make_interval(secs => $1))
           OR (u.status = 'uploading' AND (u.started_at < now() - make_interval(secs => $3) OR ${isDeadSql("u", "$2")}))
         LIMIT ${LIMIT} FOR UPDATE SKIP LOCKED)
       RETURNING channel_id, media_id`,
      [pendingSeconds, deadSeconds, UPLOAD_SECONDS],
    );
    await enqueue(
      client,
      "upload",
      rows.map(({ channel_id: channelId, media_id: mediaId }) => ({ channelId, mediaId })),
    );
    return rows.length;
  });
}

const wake = (db: Db, rows: readonly { id: string }[]): Promise<void> =>
  enqueue(
    db,
    "media",
    rows.map(({ id }) => ({ mediaId: id })),
  );

/** SQL: the worker that has the row in hand is dead, by its heartbeat. */
const isDeadSql = (row: string, deadSeconds: string): string =>
  `NOT EXISTS (SELECT FROM workers w WHERE w.id = ${row}.worker_id AND w.beat_at > now() - make_interval(secs => ${deadSeconds}))`;
