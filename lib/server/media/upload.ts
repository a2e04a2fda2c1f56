import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Context } from "#lib/engine/types.ts";
import { idOf, objectOf } from "#lib/json/read-json.ts";
import { classifyGraphResponse, classifyNetworkError, type SendFailure } from "#lib/whatsapp/graph/errors.ts";
import { bareType } from "#lib/whatsapp/media-kinds.ts";
import { accessOf } from "../platform/channel-access.ts";
import { inTransaction, pool } from "../platform/db.ts";
import { graphUrl, jsonOrText } from "../platform/graph-url.ts";
import { log } from "../platform/log.ts";
import { patiently } from "../platform/patiently.ts";
import { enqueue } from "../platform/queue.ts";
import { storedJson } from "../platform/stored-json.ts";
import { blobs, type StoreName } from "./blobs.ts";

/** A file of ours is brought to Meta, streamed. Should it be brought there twice, one of the two is never named, and expires. */

export const UPLOAD_SECONDS = 300;
/** Meta keeps an upload for 30 days. */
const KEPT_DAYS = 29;
const MOST_TRIES = 12;
const LONGEST_WAIT_SECONDS = 300;
/** A file that a contact has just sent may still be on its way here. */
const FILE_WAIT_SECONDS = 2;
/** How late a message may say that it waits for this file: its result is stored a moment after it looked. */
const LATE_MS = 400;

const agent = new Agent({
  connections: 8,
  connect: { timeout: 5_000 },
  headersTimeout: 120_000,
  bodyTimeout: 30_000,
  maxResponseSize: 64 * 1024,
});

interface ClaimedUpload {
  attempts: number;
  status: string;
  reason: string | null;
  store: StoreName | null;
  mime_type: string | null;
  filename: string | null;
  size: number | null;
  phone_number_id: string;
  access_token_encrypted: string | null;
}

/** Never throws for what Meta does. */
export async function performUpload(channelId: number, mediaId: string, workerId: string): Promise<void> {
  const of = { channelId, mediaId, workerId };
  try {
    const file = await claim(of);
    if (file === null) return;
    const result = await bring(of, file);
    await patiently(() => ("seconds" in result ? postpone(of, result) : settle(of, result)));
  } catch (error) {
    // Also a claim whose answer was lost: the sweep waits long for a worker that lives.
    await patiently(() => release(of));
    throw error;
  }
}

async function claim({ channelId, mediaId, workerId }: Claim): Promise<ClaimedUpload | null> {
  const { rows } = await pool().query<ClaimedUpload>(
    `UPDATE media_uploads u SET status = 'uploading', worker_id = $3, started_at = now(), attempts = u.attempts + 1
     FROM media f, channels ch
     WHERE u.channel_id = $1 AND u.media_id = $2 AND f.id = u.media_id AND ch.id = u.channel_id
       AND u.status = 'pending' AND u.not_before <= now()
     RETURNING u.attempts, f.status, f.reason, f.store, f.mime_type, f.filename, f.size, ch.phone_number_id, ch.access_token_encrypted`,
    [channelId, mediaId, workerId],
  );
  return rows[0] ?? null;
}

async function release({ channelId, mediaId, workerId }: Claim): Promise<void> {
  await pool().query(
    `UPDATE media_uploads SET status = 'pending', worker_id = NULL
     WHERE channel_id = $1 AND media_id = $2 AND status = 'uploading' AND worker_id = $3`,
    [channelId, mediaId, workerId],
  );
}

type Settled = { metaId: string } | { error: Context };
interface Postponed {
  seconds: number;
  /** That are over by then. */
  tries: number;
}

async function bring({ channelId, mediaId }: Claim, file: ClaimedUpload): Promise<Settled | Postponed> {
  if (file.status === "failed") return { error: errorOf(`The file never came here (${file.reason ?? "unknown"}).`) };
  // Nothing was tried.
  if (file.status !== "kept") return { seconds: FILE_WAIT_SECONDS, tries: file.attempts - 1 };
  const { token, base } = accessOf(file.access_token_encrypted, channelId);
  if (token === null) return { error: errorOf("The channel's token can not be opened.") };
  const outcome = await post(file, mediaId, token, base);
  if ("metaId" in outcome) return outcome;
  const { failure } = outcome;
  log.warn({ mediaId, channelId, kind: failure.kind, code: failure.code, title: failure.title }, "a file was not brought to Meta");
  if (failure.kind !== "failed" && file.attempts < MOST_TRIES)
    return { seconds: failure.retryAfterSeconds ?? Math.min(LONGEST_WAIT_SECONDS, 2 ** (file.attempts - 1)), tries: file.attempts };
  const { errorClass, code, title, details } = failure;
  return { error: { class: errorClass, code, title, details } };
}

const errorOf = (title: string): Context => ({ class: "media", code: null, title, details: null });

async function post(
  file: ClaimedUpload,
  mediaId: string,
  token: string,
  base: string | undefined,
): Promise<{ metaId: string } | { failure: SendFailure }> {
  const type = bareType(file.mime_type ?? "");
  const name = (file.filename ?? mediaId).replace(/[^\x20-\x7e]|["\\]/g, "_");
  const boundary = `siga-${crypto.randomUUID()}`;
  const field = (field: string, value: string) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`;
  const before = Buffer.from(
    `${field("messaging_product", "whatsapp")}${field("type", type)}--${boundary}\r\n` +
      `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: ${type}\r\n\r\n`,
  );
  const after = Buffer.from(`\r\n--${boundary}--\r\n`);
  const size = file.size ?? 0;
  async function* form(): AsyncGenerator<Uint8Array> {
    yield before;
    yield* blobs(file.store ?? "postgres").read(mediaId, { from: 0, to: size - 1 });
    yield after;
  }
  try {
    const answer = await request(graphUrl(`${encodeURIComponent(file.phone_number_id)}/media`, base), {
      method: "POST",
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": `multipart/form-data; boundary=${boundary}`,
        "content-length": String(before.byteLength + size + after.byteLength),
      },
      body: Readable.from(form(), { objectMode: true, highWaterMark: 1 }),
      signal: AbortSignal.timeout((UPLOAD_SECONDS - 20) * 1_000),
    });
    const body = jsonOrText(await answer.body.text());
    const metaId = idOf(objectOf(body)["id"], 64);
    if (answer.statusCode >= 200 && answer.statusCode <= 299 && metaId !== null) return { metaId };
    const outcome = classifyGraphResponse({ status: answer.statusCode, body });
    if (outcome.kind === "sent") throw new Error("an upload was answered as a message");
    return { failure: outcome };
  } catch (error) {
    const { code } = error as { code?: unknown };
    return { failure: classifyNetworkError({ ...(typeof code === "string" && { code }), phase: "after_write" }) };
  }
}

interface Claim {
  channelId: number;
  mediaId: string;
  workerId: string;
}

async function settle({ channelId, mediaId, workerId }: Claim, result: Settled): Promise<void> {
  const isDone = "metaId" in result;
  const { rowCount } = await pool().query(
    `UPDATE media_uploads SET status = $4, meta_id = $5, error = $6, worker_id = NULL,
       uploaded_at = CASE WHEN $5::text IS NOT NULL THEN now() END,
       expires_at = CASE WHEN $5::text IS NOT NULL THEN now() + make_interval(days => ${KEPT_DAYS}) END
     WHERE channel_id = $1 AND media_id = $2 AND status = 'uploading' AND worker_id = $3`,
    [
      ...[channelId, mediaId, workerId, isDone ? "done" : "failed"],
      ...[isDone ? result.metaId : null, isDone ? null : storedJson(result.error)],
    ],
  );
  if (rowCount === 0) return;
  await wakeWaiting(channelId, mediaId);
  await sleep(LATE_MS);
  await wakeWaiting(channelId, mediaId);
}

/** Messages that wait for the file look again at once. Should this be lost, they look again by themselves. */
async function wakeWaiting(channelId: number, mediaId: string): Promise<void> {
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ contact_id: number }>(
      `UPDATE messages SET not_before = NULL
       WHERE direction = 'outbound' AND status = 'queued' AND channel_id = $1 AND data->>'media' = $2 AND not_before > now()
       RETURNING contact_id`,
      [channelId, mediaId],
    );
    if (rows.length > 0) await enqueue(client, "send", [{ contactIds: rows.map(({ contact_id }) => contact_id) }]);
  });
}

async function postpone({ channelId, mediaId, workerId }: Claim, { seconds, tries }: Postponed): Promise<void> {
  await inTransaction(async (client) => {
    await client.query(
      `UPDATE media_uploads SET status = 'pending', worker_id = NULL, attempts = $5, not_before = now() + make_interval(secs => $4)
       WHERE channel_id = $1 AND media_id = $2 AND status = 'uploading' AND worker_id = $3`,
      [channelId, mediaId, workerId, seconds, tries],
    );
    await enqueue(client, "upload", [{ channelId, mediaId }], { startAfterSeconds: seconds });
  });
}
