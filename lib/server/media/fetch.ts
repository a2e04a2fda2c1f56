import { type Db, inTransaction, pool } from "../platform/db.ts";
import { accessOf } from "../platform/channel-access.ts";
import { log } from "../platform/log.ts";
import { patiently } from "../platform/patiently.ts";
import { enqueue } from "../platform/queue.ts";
import { tellFile } from "../state/entries.ts";
import { download, FetchError, type FileAtMeta, locate, type MetaAccess } from "./ask-meta.ts";
import { blobs, storeOfNewFiles } from "./blobs.ts";
import { acceptedType, type FileFacts, measured, TooLargeError } from "./file-facts.ts";
import { MOST_RECEIVED_BYTES } from "./received-limits.ts";

/** A file that a contact sent is brought here from Meta. Rows decide: a job that runs twice fetches once. */

/** A file of the largest size over a slow line; a job that takes longer is taken for lost. */
export const FETCH_SECONDS = 300;
/** After that many tries, some 20 hours, Meta is asked no more. */
const MOST_TRIES = 24;
const LONGEST_WAIT_SECONDS = 3_600;
/** What another try hardly mends is tried so often. */
const PATIENCE: Readonly<Record<string, number>> = { gone: 4, hash_mismatch: 3, incomplete: 5 };

interface ClaimedFile {
  id: string;
  message_id: number;
  contact_id: number;
  channel_id: number;
  wamid: string;
  kind: string;
  meta_id: string;
  mime_type: string | null;
  said_sha256: string | null;
  attempts: number;
  phone_number_id: string;
  access_token_encrypted: string | null;
}

interface KeptFile {
  store: string;
  size: number;
  sha256: string;
  mimeType: string;
}

/** Fetches a file that nobody has in hand. Never throws for what Meta does. */
export async function fetchFile(mediaId: string, workerId: string): Promise<void> {
  try {
    const file = await claim(mediaId, workerId);
    if (file !== null) await fetchClaimed(file, workerId);
  } catch (error) {
    // Also a claim whose answer was lost: the sweep waits long for a worker that lives.
    await patiently(() => release(mediaId, workerId));
    throw error;
  }
}

async function fetchClaimed(file: ClaimedFile, workerId: string): Promise<void> {
  try {
    const kept = await bring(file);
    await patiently(() => settle(file, workerId, kept));
  } catch (error) {
    if (!(error instanceof FetchError)) log.error({ err: error, mediaId: file.id }, "a file could not be kept; it is tried again");
    const { code, again } = error instanceof FetchError ? error : new FetchError("not_kept", true);
    const isTriedAgain = again && file.attempts < (PATIENCE[code] ?? MOST_TRIES);
    await patiently(() => (isTriedAgain ? postpone : fail)(file, workerId, code));
  }
}

async function release(mediaId: string, workerId: string): Promise<void> {
  await pool().query("UPDATE media SET status = 'pending', worker_id = NULL WHERE id = $1 AND status = 'fetching' AND worker_id = $2", [
    mediaId,
    workerId,
  ]);
}

async function claim(mediaId: string, workerId: string): Promise<ClaimedFile | null> {
  const { rows } = await pool().query<ClaimedFile>(
    `UPDATE media f SET status = 'fetching', worker_id = $2, started_at = now(), attempts = f.attempts + 1
     FROM messages m JOIN channels ch ON ch.id = m.channel_id
     WHERE f.id = $1 AND m.id = f.message_id AND f.status = 'pending' AND (f.not_before IS NULL OR f.not_before <= now())
     RETURNING f.id, f.message_id, m.contact_id, m.channel_id, m.wamid, f.kind, f.meta_id, f.mime_type, f.said_sha256, f.attempts,
       ch.phone_number_id, ch.access_token_encrypted`,
    [mediaId, workerId],
  );
  return rows[0] ?? null;
}

/** @throws FetchError, and whatever keeps the bytes from being stored */
async function bring(file: ClaimedFile): Promise<KeptFile> {
  const { token, base } = accessOf(file.access_token_encrypted, file.channel_id);
  if (token === null) throw new FetchError("no_token", true);
  const access: MetaAccess = { token, base: base ?? null, phoneNumberId: file.phone_number_id };
  const there = await locate(file.meta_id, access);
  const most = MOST_RECEIVED_BYTES[file.kind] ?? MOST_RECEIVED_BYTES["document"] ?? 0;
  if (there.size !== null && there.size > most) throw new FetchError("too_large", false);

  const store = storeOfNewFiles();
  const { pieces, facts } = measured(download(there.url, token, AbortSignal.timeout((FETCH_SECONDS - 20) * 1_000)), most);
  try {
    await blobs(store).put(file.id, pieces);
    return { store, ...(await judge(file, there, facts())) };
  } catch (error) {
    // Bytes of a file that is none are not left lying.
    await blobs(store).remove(file.id);
    throw error instanceof TooLargeError ? new FetchError("too_large", false) : error;
  }
}

async function judge(file: ClaimedFile, there: FileAtMeta, { size, sha256, head }: FileFacts): Promise<Omit<KeptFile, "store">> {
  if (there.size !== null && there.size !== size) throw new FetchError("incomplete", true);
  for (const said of [there.sha256, file.said_sha256])
    if (said !== null && !isHash(said, sha256)) throw new FetchError("hash_mismatch", true);
  const mimeType = await acceptedType(file.kind, head, there.mimeType ?? file.mime_type);
  if (mimeType === null) throw new FetchError("wrong_type", false);
  return { size, sha256, mimeType };
}

/** Meta says hashes in hexadecimal and in base64. */
const isHash = (said: string, hex: string): boolean =>
  said.toLowerCase() === hex ||
  said.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "") === Buffer.from(hex, "hex").toString("base64").replace(/=+$/, "");

async function settle(file: ClaimedFile, workerId: string, { store, size, sha256, mimeType }: KeptFile): Promise<void> {
  const isOurs = await inTransaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE media SET status = 'kept', reason = NULL, not_before = NULL, worker_id = NULL, store = $3, size = $4, sha256 = $5, mime_type = $6
       WHERE id = $1 AND status = 'fetching' AND worker_id = $2`,
      [file.id, workerId, store, size, sha256, mimeType],
    );
    if (rowCount === 0) return false;
    await tell(client, file, { media_status: "kept", size });
    return true;
  });
  // Its contact was erased meanwhile, or another worker has it: in the database the bytes went with the row.
  if (!isOurs && store === "s3") await noteLeftover(file.id, store);
}

/** Bytes in a bucket of a file that has no row. */
async function noteLeftover(id: string, store: string): Promise<void> {
  const { rowCount } = await pool().query("SELECT FROM media WHERE id = $1", [id]);
  if (rowCount === 0) await blobs(store === "s3" ? "s3" : "postgres").remove(id);
}

async function postpone(file: ClaimedFile, workerId: string, reason: string): Promise<void> {
  const seconds = Math.min(LONGEST_WAIT_SECONDS, 2 ** (file.attempts - 1));
  await inTransaction(async (client) => {
    await client.query(
      `UPDATE media SET status = 'pending', reason = $3, worker_id = NULL, not_before = now() + make_interval(secs => $4)
       WHERE id = $1 AND status = 'fetching' AND worker_id = $2`,
      [file.id, workerId, reason, seconds],
    );
    await enqueue(client, "media", [{ mediaId: file.id }], { startAfterSeconds: seconds });
  });
}

async function fail(file: ClaimedFile, workerId: string, reason: string): Promise<void> {
  log.warn({ mediaId: file.id, kind: file.kind, reason, attempts: file.attempts }, "a contact's file could not be fetched");
  await inTransaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE media SET status = 'failed', reason = $3, worker_id = NULL, not_before = NULL
       WHERE id = $1 AND status = 'fetching' AND worker_id = $2`,
      [file.id, workerId, reason],
    );
    if (rowCount !== 0) await tell(client, file, { media_status: "failed", media_reason: reason, url: null });
  });
}

/** Told to the conversation: in the message's row, and in its mailbox entry that still waits. */
async function tell(db: Db, { message_id: messageId, contact_id: contactId, wamid }: ClaimedFile, facts: object): Promise<void> {
  await db.query("UPDATE messages SET data = coalesce(data, '{}') || $2::jsonb WHERE id = $1", [messageId, JSON.stringify(facts)]);
  await tellFile(db, wamid, contactId, facts);
  await enqueue(db, "advance", [{ contactIds: [contactId] }]);
}
