/** How the body is packed (`gzip` ...), which nobody here unpacks; null when it is sent as it is. */
export function encodingOf(request: Request): string | null {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  return encoding === "" || encoding === "identity" ? null : encoding;
}

/** What the body is said to be, without its parameters (`application/json`); null where nothing is said. */
export function mediaTypeOf(request: Request): string | null {
  const type = request.headers.get("content-type");
  return type === null ? null : (type.split(";")[0] ?? "").trim().toLowerCase();
}

/**
 * The raw bytes of a request, or null when there are more than `maxBytes` of them. A body that does not say its length is
 * read piece by piece and dropped at the limit, so one without end costs no memory.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer | null> {
  const declared = request.headers.get("content-length");
  if (declared !== null) {
    // The HTTP parser holds the sender to what it declared.
    return Number(declared) > maxBytes ? null : Buffer.from(await request.arrayBuffer());
  }
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
