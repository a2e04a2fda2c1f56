import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { mostBytes, type Upload } from "../rules/media.ts";
import { blobOf } from "./samples.ts";

/** Meta's biggest file, and what a form adds to it. */
const MOST_UPLOAD = 101 * 1024 * 1024;
const MOST_JSON = 1024 * 1024;

/** The body is larger than anything that Meta takes. */
export class TooLargeError extends Error {}

/** @throws TooLargeError */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MOST_JSON) throw new TooLargeError();
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The form of an upload; its bytes are handed to `keep` under the blob's key. @throws TooLargeError */
export async function readUpload(request: IncomingMessage, keep: (key: string, bytes: Buffer) => void): Promise<Upload> {
  if (Number(request.headers["content-length"] ?? 0) > MOST_UPLOAD) throw new TooLargeError();
  const type = request.headers["content-type"] ?? "";
  const body = Readable.toWeb(request) as ReadableStream<Uint8Array>;
  const form = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => new FormData());
  const file = form.get("file");
  const word = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : null;
  };
  const about = { product: word("messaging_product"), type: word("type") };
  if (file === null || typeof file === "string") return { ...about, blob: null };
  const key = randomUUID();
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.byteLength <= mostBytes(file.type)) keep(key, bytes);
  return { ...about, blob: blobOf(key, file.type, bytes) };
}
