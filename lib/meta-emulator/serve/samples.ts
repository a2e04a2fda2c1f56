import { createHash } from "node:crypto";
import type { Blob } from "../types.ts";

/** The least of a file of each kind, with the bytes by which programs know it: what contacts send at the Phone. */

const ogg = (payload: Buffer): Buffer => {
  const head = Buffer.alloc(27);
  head.write("OggS", 0);
  head.writeUInt8(2, 5);
  head.writeUInt32LE(1, 14);
  head.writeUInt8(1, 26);
  return Buffer.concat([head, Buffer.from([payload.length]), payload]);
};
const box = (type: string, payload: Buffer): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(payload.length + 8);
  return Buffer.concat([size, Buffer.from(type), payload]);
};
const JPEG =
  "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==";
const WEBP = "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==";
const PDF =
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

const FILES: Readonly<Record<string, Buffer>> = {
  "image/jpeg": Buffer.from(JPEG, "base64"),
  "image/webp": Buffer.from(WEBP, "base64"),
  "application/pdf": Buffer.from(PDF),
  "audio/ogg": ogg(Buffer.from("OpusHead\u0001\u0001\u0000\u0000\u0080\u00bb\u0000\u0000\u0000\u0000\u0000", "latin1")),
  // A frame of MPEG audio layer 3 behind a tag.
  "audio/mpeg": Buffer.concat([
    Buffer.from("ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000", "latin1"),
    Buffer.from([0xff, 0xfb, 0x90, 0x64]),
    Buffer.alloc(413),
  ]),
  "video/mp4": Buffer.concat([
    box("ftyp", Buffer.from("isom\u0000\u0000\u0002\u0000isomiso2mp41", "latin1")),
    box("mdat", Buffer.alloc(8)),
  ]),
};

/** By MIME type: the blob that the rules know, and its bytes. */
export const SAMPLES: Readonly<Record<string, { blob: Blob; bytes: Buffer }>> = Object.fromEntries(
  Object.entries(FILES).map(([mimeType, bytes]) => [mimeType, { blob: blobOf(`sample ${mimeType}`, mimeType, bytes), bytes }]),
);

export function blobOf(key: string, mimeType: string, bytes: Buffer): Blob {
  return { key, mimeType, size: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
}
