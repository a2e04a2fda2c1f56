import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import { bareType } from "#lib/whatsapp/media-kinds.ts";
import type { Pieces } from "../platform/pieces.ts";

/** More bytes than a file of its kind may have; told while they still come. */
export class TooLargeError extends Error {
  override name = "TooLargeError";
}

/** What is learned of a file while it streams past. */
export interface FileFacts {
  size: number;
  /** Hexadecimal. */
  sha256: string;
  /** Its beginning, by which one tells what it is. */
  head: Buffer;
}

/** Enough for the type of whatever WhatsApp carries, of a document in a zip too. */
const HEAD_BYTES = 64 * 1024;

/** Hands the pieces on; `facts()` is whole once they have ended. */
export function measured(source: Pieces, maxBytes: number): { pieces: Pieces; facts: () => FileFacts } {
  const hash = createHash("sha256");
  const head: Uint8Array[] = [];
  let headBytes = 0;
  let size = 0;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for await (const piece of source) {
      size += piece.byteLength;
      if (size > maxBytes) throw new TooLargeError();
      hash.update(piece);
      if (headBytes < HEAD_BYTES) {
        const part = Uint8Array.from(piece.subarray(0, HEAD_BYTES - headBytes));
        head.push(part);
        headBytes += part.byteLength;
      }
      yield piece;
    }
  }
  return { pieces: pieces(), facts: () => ({ size, sha256: hash.copy().digest("hex"), head: Buffer.concat(head) }) };
}

/** Names that file-type has for what Meta calls otherwise. */
const META_NAMES: Readonly<Record<string, string>> = {
  "audio/x-m4a": "audio/mp4",
  "audio/opus": "audio/ogg",
  "video/x-m4v": "video/mp4",
  "image/apng": "image/png",
};

/** Containers that have sound alone just as well; what was said of them decides. */
const CONTAINERS = new Set(["video/mp4", "video/3gpp", "video/ogg", "application/ogg", "video/webm"]);
/** What office documents are packed in. */
const PACKED = new Set(["application/zip", "application/x-cfb"]);
const ANYTHING = "application/octet-stream";

/**
 * What a file really is, by its bytes: a MIME type without parameters. `said` decides only what bytes do not: which of a container's
 * contents it is, and what a text is. Null where nothing is known of the bytes: a text of some language, or no format that has a mark.
 */
async function realTypeOf(head: Buffer, said: string | null): Promise<string | null> {
  const saidType = said === null ? "" : bareType(said);
  // A cut-off beginning of some formats is an error to it.
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined) return null;
  const bare = bareType(found.mime);
  const type = META_NAMES[bare] ?? bare;
  if (CONTAINERS.has(type) && saidType.startsWith("audio/")) return saidType;
  if (PACKED.has(type) && saidType.startsWith("application/")) return saidType;
  return type;
}

const FAMILIES: Readonly<Record<string, RegExp>> = {
  image: /^image\/(jpeg|png|webp|gif|heic|heif|avif)$/,
  sticker: /^image\/(webp|png)$/,
  video: /^video\//,
  audio: /^audio\//,
  voice: /^audio\//,
};

/**
 * The type to keep a received file under; null where its bytes are something else than the message's kind says. Unknown bytes are kept
 * as such (there are more codecs than marks), but no text passes for a picture or a sound.
 */
export async function acceptedType(kind: string, head: Buffer, said: string | null): Promise<string | null> {
  const real = await realTypeOf(head, said);
  const family = FAMILIES[kind];
  if (family === undefined) return real ?? (isText(head) && said !== null ? textType(bareType(said)) : ANYTHING);
  if (real === null) return isText(head) ? null : ANYTHING;
  return family.test(real) ? real : null;
}

/** What a text is said to be, unless no text can be that. */
const textType = (said: string): string => (/^(image|audio|video)\/(?!svg\+xml$)/.test(said) ? "text/plain" : said);

/** UTF-8 without control characters. */
export function isText(head: Buffer): boolean {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32) || byte === 127)) return false;
  try {
    // The last character may be cut.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Of a WebP picture: whether it moves. */
export const isAnimatedWebp = (head: Buffer): boolean =>
  head.subarray(12, 16).toString("latin1") === "VP8X" && ((head[20] ?? 0) & 0b10) !== 0;
