import type { z } from "zod";
import type { UploadedFile, uploadFileContract } from "#lib/api/media.ts";
import {
  bareType,
  MEDIA_KINDS,
  MEDIA_LIMITS,
  type MediaKind,
  misfitOf,
  MOST_MEDIA_BYTES,
  STILL_STICKER_BYTES,
} from "#lib/whatsapp/media-kinds.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { fileTooLarge, fileIn, MOST_FORM_BYTES } from "../../http/uploaded-file.ts";
import { blobs, storeOfNewFiles } from "../../media/blobs.ts";
import { acceptedType, type FileFacts, isAnimatedWebp, measured, TooLargeError } from "../../media/file-facts.ts";
import { invalidField } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { inTransaction, pool } from "../../platform/db.ts";

type Query = z.output<(typeof uploadFileContract)["query"]>;

/** A file for flows to send, streamed into the store. @throws ApiError 400, 413, 415, 422 */
export async function uploadFile(actor: Actor, request: Request, { kind, filename }: Query): Promise<UploadedFile> {
  allow(actor, "flows:write");
  const given = await fileIn(request, filename ?? null);
  const most = kind === undefined ? MOST_MEDIA_BYTES : MEDIA_LIMITS[kind].bytes;
  if (given.declared !== null && given.declared > most + MOST_FORM_BYTES) throw tooLarge(most);

  const store = storeOfNewFiles();
  const { rows } = await pool().query<{ id: string }>(
    "INSERT INTO media (kind, filename, uploaded_by, store) VALUES ('upload', $1, $2, $3) RETURNING id",
    [given.filename, actor.id, store],
  );
  const id = rows[0]?.id ?? "";
  try {
    const { pieces, facts } = measured(given.pieces, most);
    await blobs(store).put(id, pieces);
    return await keep(actor, { id, kind, filename: given.filename, said: given.type }, facts());
  } catch (error) {
    await pool().query("DELETE FROM media WHERE id = $1", [id]);
    throw error instanceof TooLargeError ? tooLarge(most) : error;
  }
}

const tooLarge = (most: number) => fileTooLarge(most, ", which is what WhatsApp takes of its kind");

interface ToKeep {
  id: string;
  kind: MediaKind | undefined;
  filename: string | null;
  said: string | null;
}

async function keep(actor: Actor, { id, kind, filename, said }: ToKeep, { size, sha256, head }: FileFacts): Promise<UploadedFile> {
  if (size === 0) throw invalidField(["file"], "must not be empty");
  // Of a document everything is taken as what it is.
  const mimeType = (await acceptedType("document", head, said === null ? null : bareType(said))) ?? "application/octet-stream";
  const kinds = kindsOf(mimeType, size, head);
  if (kind !== undefined && !kinds.includes(kind)) throw invalidField(["file"], misfitText(kind, mimeType, size));
  const createdAt = await inTransaction(async (client) => {
    const { rows } = await client.query<{ created_at: Date }>(
      "UPDATE media SET status = 'kept', size = $2, sha256 = $3, mime_type = $4 WHERE id = $1 RETURNING created_at",
      [id, size, sha256, mimeType],
    );
    await audit(client, actor, "media.uploaded", "media", id, { name: filename, mime_type: mimeType, size });
    return rows[0]?.created_at ?? new Date();
  });
  return { id, kinds, mime_type: mimeType, filename, size, sha256, created_at: createdAt.toISOString() };
}

/** What WhatsApp takes it as. */
function kindsOf(mimeType: string, size: number, head: Buffer): MediaKind[] {
  return MEDIA_KINDS.filter(
    (kind) => misfitOf(kind, { mimeType, size }) === null && (kind !== "sticker" || size <= STILL_STICKER_BYTES || isAnimatedWebp(head)),
  );
}

function misfitText(kind: MediaKind, mimeType: string, size: number): string {
  if (misfitOf(kind, { mimeType, size }) === "type") return `is ${mimeType}, which WhatsApp does not take as ${kind}`;
  return `has ${size} bytes, more than WhatsApp takes as ${kind}`;
}
