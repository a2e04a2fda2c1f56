import { ApiError, notFound } from "../platform/api-error.ts";
import type { ByteRange } from "./blob-store.ts";
import type { Pieces } from "../platform/pieces.ts";
import { blobs } from "./blobs.ts";
import type { StoredFile } from "./rows.ts";

/** What a browser may show at its own address: none of them can hold a script. */
const INLINE = new Set([
  ...["image/jpeg", "image/png", "image/webp", "image/gif"],
  ...["audio/mpeg", "audio/ogg", "audio/mp4", "audio/aac", "audio/amr", "video/mp4", "video/3gpp"],
]);
/** And these are told by their name; all else is bytes, whatever somebody called it. */
const NAMED = new Set(["application/pdf", "text/plain"]);
const SOON_SECONDS = 2;

/** The file, or the part of it that `range` asks for, streamed. @throws ApiError 404, 416, 503 */
export async function fileResponse(file: StoredFile | null, range: string | null): Promise<Response> {
  if (file === null) throw notFound("There is no such file.");
  if (file.status === "failed")
    throw new ApiError(404, "This file never came here.", { code: "file-not-kept", members: { reason: file.reason } });
  if (file.status !== "kept" || file.store === null || file.size === null)
    throw new ApiError(503, "This file is still on its way from Meta.", {
      code: "file-pending",
      headers: { "retry-after": String(SOON_SECONDS) },
    });
  const part = rangeOf(range, file.size);
  const { from, to } = part ?? { from: 0, to: file.size - 1 };
  const body = streamOf(blobs(file.store).read(file.id, { from, to }));
  return new Response(body, {
    status: part === null ? 200 : 206,
    headers: {
      ...headersOf(file),
      "content-length": String(to - from + 1),
      ...(part === null ? {} : { "content-range": `bytes ${from}-${to}/${file.size}` }),
    },
  });
}

function headersOf({ mime_type: mimeType, filename, id }: StoredFile): Record<string, string> {
  const type = mimeType ?? "";
  const isInline = INLINE.has(type);
  return {
    "content-type": isInline || NAMED.has(type) ? type : "application/octet-stream",
    "content-disposition": dispositionOf(isInline ? "inline" : "attachment", filename ?? id),
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-store",
  };
}

/** RFC 6266, without what hides how a name ends: controls, and marks that turn the direction of writing. */
function dispositionOf(kind: "inline" | "attachment", name: string): string {
  const clean = name
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff/\\]/g, "")
    .slice(0, 240)
    .trim();
  const shown = clean === "" ? "file" : clean.toWellFormed();
  const plain = shown.replace(/[^\x20-\x7e]|["%]/g, "_");
  const encoded = encodeURIComponent(shown).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** One range of bytes; null for none, and for what is no range that we know, which means all of it. @throws ApiError 416 */
function rangeOf(header: string | null, size: number): ByteRange | null {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return null;
  const from = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (from > to) throw new ApiError(416, `The file has ${size} bytes.`, { code: "range", headers: { "content-range": `bytes */${size}` } });
  return { from, to };
}

/** A piece is read when the one before has gone. */
function streamOf(pieces: Pieces): ReadableStream<Uint8Array> {
  const each = pieces[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await each.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await each.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
