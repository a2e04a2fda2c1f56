import { AwsClient } from "aws4fetch";
import type { BlobStore, ByteRange } from "./blob-store.ts";
import { inParts, type Pieces } from "../platform/pieces.ts";

interface BucketSettings {
  /** Of the service, without the bucket: `https://s3.sa-east-1.amazonaws.com`, `http://minio:9000`. */
  endpoint: string;
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Of a part: the least that S3 takes is 5 MiB, and it is what one upload has in memory. */
const PART_BYTES = 8 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;

class BucketError extends Error {
  override name = "BucketError";
}

/** A bucket of S3 or of whatever speaks its language (MinIO, R2, Spaces). It stays private: we sign each request. */
export function s3Blobs({ endpoint, bucket, region, accessKeyId, secretAccessKey }: BucketSettings): BlobStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 3 });
  const addressOf = (id: string) => `${endpoint.replace(/\/+$/, "")}/${encodeURIComponent(bucket)}/${encodeURIComponent(id)}`;

  async function ask(method: string, address: string, init: { body?: Buffer | string; headers?: Record<string, string> } = {}) {
    const response = await client.fetch(address, { method, ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) } as RequestInit);
    if (response.ok) return response;
    // S3's words name the bucket and the key; the reason is its code.
    const code = /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] ?? "no reason given";
    throw new BucketError(`the bucket refused ${method} with ${response.status} (${code})`);
  }

  /** What fits one part is one request; what does not is uploaded part by part, and is nothing until all are there. */
  async function put(id: string, source: Pieces): Promise<void> {
    const address = addressOf(id);
    let upload: string | null = null;
    const tags: string[] = [];
    let first: Buffer = Buffer.alloc(0);
    try {
      for await (const part of inParts(source, PART_BYTES)) {
        if (upload === null && part.byteLength < PART_BYTES) {
          first = part;
          continue;
        }
        upload ??= await begin(address);
        const sent = await ask("PUT", `${address}?partNumber=${tags.length + 1}&uploadId=${encodeURIComponent(upload)}`, { body: part });
        tags.push(sent.headers.get("etag") ?? "");
      }
      if (upload === null) {
        await ask("PUT", address, { body: first });
        return;
      }
      await complete(address, upload, tags);
    } catch (error) {
      if (upload !== null) await ask("DELETE", `${address}?uploadId=${encodeURIComponent(upload)}`).catch(() => undefined);
      throw error;
    }
  }

  async function begin(address: string): Promise<string> {
    const xml = await (await ask("POST", `${address}?uploads=`)).text();
    const id = /<UploadId>([^<]+)<\/UploadId>/.exec(xml)?.[1];
    if (id === undefined) throw new BucketError("the bucket began no upload");
    return id;
  }

  async function complete(address: string, upload: string, tags: readonly string[]): Promise<void> {
    const parts = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
    const said = await (
      await ask("POST", `${address}?uploadId=${encodeURIComponent(upload)}`, { body, headers: { "content-type": "application/xml" } })
    ).text();
    // It has begun to respond with 200 before it knew.
    if (said.includes("<Error>")) throw new BucketError("the bucket did not put the parts together");
  }

  async function* read(id: string, { from, to }: ByteRange): Pieces {
    const response = await client.fetch(addressOf(id), { headers: { range: `bytes=${from}-${to}` } });
    if (!response.ok || response.body === null) throw new BucketError(`the bucket refused to give a file with ${response.status}`);
    yield* response.body as unknown as Pieces;
  }

  return { put, read, remove: async (id) => void (await ask("DELETE", addressOf(id))) };
}
