import { randomUUID } from "node:crypto";
import type { Context } from "#lib/engine/types.ts";
import { fileIn } from "#lib/whatsapp/inbound/registry.ts";
import type { Db } from "../platform/db.ts";
import { emulator } from "../platform/emulator.ts";
import { enqueue } from "../platform/queue.ts";
import { mediaLink } from "./link.ts";

/** What a contact sent along, as a webhook describes it. */
export interface FileRow {
  id: string;
  channel_id: number;
  contact_id: number;
  wamid: string;
  kind: string;
  meta_id: string;
  mime_type: string | null;
  filename: string | null;
  said_sha256: string | null;
}

/** How long an answer that is a file waits for it, before it is heard without. */
const HOLD_SECONDS = 4;
const NOT_COMING = { media_status: "failed", media_reason: "not_at_meta", url: null };
/** What may become a part of an address of Meta's. */
const META_ID = "^[0-9]{5,20}$";

/** The message's data with our own id of its file and a link to it, and the file to note; the data as it is where there is none. */
export function withFile(
  { type, data, wamid }: { type: string; data: Context; wamid: string },
  { channelId, contactId }: { channelId: number; contactId: number },
): { data: Context; file: FileRow | null } {
  const found = fileIn(type, data);
  if (found === null) return { data, file: null };
  const id = randomUUID();
  const { metaId, mimeType, filename, sha256 } = found;
  return {
    data: { ...data, media_id: id, media_status: "pending", url: mediaLink(id), size: null },
    file: {
      ...{ id, channel_id: channelId, contact_id: contactId, wamid, kind: type },
      ...{ meta_id: metaId, mime_type: mimeType, filename, said_sha256: sha256 },
    },
  };
}

/**
 * In the transaction that has stored the messages: their files are to be fetched, each by a job, and what is heard of them waits a
 * moment. A message that was known already has its file already.
 */
export async function noteFiles(db: Db, files: readonly FileRow[]): Promise<void> {
  if (files.length === 0) return;
  const { rows } = await db.query<{ contact_id: number }>(
    `WITH item AS (
       SELECT i.*, m.id AS message_id, i.meta_id ~ $3 AND (ch.access_token_encrypted IS NOT NULL OR $2) AS comes
       FROM jsonb_to_recordset($1::jsonb) AS i (id uuid, channel_id int, contact_id bigint, wamid text, kind text, meta_id text,
         mime_type text, filename text, said_sha256 text)
       JOIN channels ch ON ch.id = i.channel_id
       JOIN messages m ON m.channel_id = i.channel_id AND m.wamid = i.wamid AND m.data->>'media_id' = i.id::text
     ), lost AS (
       -- Nobody has it to give: told at once, in the row and in what is to be heard.
       UPDATE messages m SET data = m.data || $5::jsonb FROM item i WHERE NOT i.comes AND m.id = i.message_id
     ), untold AS (
       UPDATE mailbox b SET payload = jsonb_set(b.payload, '{message,data}', (b.payload #> '{message,data}') || $5::jsonb) FROM item i
       WHERE NOT i.comes AND b.contact_id = i.contact_id AND b.processed_at IS NULL AND b.kind = 'message_received'
         AND b.payload #>> '{message,id}' = i.wamid
     ), noted AS (
       INSERT INTO media (id, message_id, meta_id, kind, mime_type, filename, said_sha256, status, reason)
       SELECT id, message_id, meta_id, kind, mime_type, filename, said_sha256, CASE WHEN comes THEN 'pending' ELSE 'failed' END,
         CASE WHEN NOT comes THEN 'not_at_meta' END
       FROM item ON CONFLICT DO NOTHING
     )
     UPDATE mailbox b SET held_until = now() + make_interval(secs => $4) FROM item i
     WHERE i.comes AND b.contact_id = i.contact_id AND b.processed_at IS NULL AND b.kind = 'message_received'
       AND b.payload #>> '{message,id}' = i.wamid
     RETURNING b.contact_id`,
    [JSON.stringify(files), emulator() !== null, META_ID, HOLD_SECONDS, JSON.stringify(NOT_COMING)],
  );
  await enqueue(
    db,
    "media",
    files.map(({ id }) => ({ mediaId: id })),
  );
  // Should its file not come in time.
  const held = [...new Set(rows.map(({ contact_id }) => contact_id))];
  if (held.length > 0) await enqueue(db, "advance", [{ contactIds: held }], { startAfterSeconds: HOLD_SECONDS });
}
