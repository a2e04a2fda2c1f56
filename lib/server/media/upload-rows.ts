import type { Context } from "#lib/engine/types.ts";
import { inTransaction, pool } from "../platform/db.ts";
import { enqueue } from "../platform/queue.ts";

/** A file as a channel's number has it at Meta: asked for by whoever sends it, brought there by a job, and used again until it expires. */

export type Upload =
  | { kind: "ready"; metaId: string; ageSeconds: number }
  /** `error`: as `messages.error`. */
  | { kind: "failed"; error: Context }
  | { kind: "waiting" };

/** A message is not sent with an id that expires while it is on its way. */
const MARGIN_SECONDS = 600;
/** A refusal is believed so long; then somebody may have mended what was wrong. */
const REFUSED_SECONDS = 600;

interface UploadRow {
  status: "pending" | "uploading" | "done" | "failed";
  meta_id: string | null;
  error: Context | null;
  is_usable: boolean;
  is_recent: boolean;
  age: number | null;
}

/** How far it is. One that nobody has asked for, or that is over, is asked for. */
export async function uploadOf(channelId: number, mediaId: string): Promise<Upload> {
  const { rows } = await pool().query<UploadRow>({
    name: "upload-of",
    text: `SELECT status, meta_id, error, coalesce(expires_at > now() + make_interval(secs => $3), false) AS is_usable,
        coalesce(started_at > now() - make_interval(secs => $4), false) AS is_recent,
        extract(epoch FROM now() - uploaded_at)::float8 AS age
      FROM media_uploads WHERE channel_id = $1 AND media_id = $2`,
    values: [channelId, mediaId, MARGIN_SECONDS, REFUSED_SECONDS],
  });
  const [row] = rows;
  if (row?.status === "done" && row.is_usable && row.meta_id !== null)
    return { kind: "ready", metaId: row.meta_id, ageSeconds: row.age ?? 0 };
  if (row?.status === "failed" && row.is_recent) return { kind: "failed", error: row.error ?? {} };
  if (row?.status !== "pending" && row?.status !== "uploading") return (await askFor(channelId, mediaId)) ? { kind: "waiting" } : NO_FILE;
  return { kind: "waiting" };
}

const NO_FILE: Upload = { kind: "failed", error: { class: "media", code: null, title: "The file is not there any more.", details: null } };

/** False: there is no such file. Whoever asks at the same moment asks for one. */
async function askFor(channelId: number, mediaId: string): Promise<boolean> {
  return inTransaction(async (client) => {
    const { rowCount } = await client.query(
      `INSERT INTO media_uploads (channel_id, media_id, not_before) SELECT $1, id, now() FROM media WHERE id = $2
       ON CONFLICT (channel_id, media_id) DO UPDATE SET status = 'pending', attempts = 0, error = NULL, not_before = now(), worker_id = NULL`,
      [channelId, mediaId],
    );
    await enqueue(client, "upload", rowCount === 0 ? [] : [{ channelId, mediaId }]);
    return rowCount !== 0;
  });
}

/** Meta does not know this id any more: the file is uploaded again. */
export async function forgetUpload(channelId: number, mediaId: string, metaId: string): Promise<void> {
  await pool().query("DELETE FROM media_uploads WHERE channel_id = $1 AND media_id = $2 AND meta_id = $3", [channelId, mediaId, metaId]);
}
