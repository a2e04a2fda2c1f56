import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import type { Pieces } from "../platform/pieces.ts";
import { inParts } from "../platform/pieces.ts";
import { s3Blobs } from "./s3-blobs.ts";

/** A bucket over real HTTP, as far as we speak its language: whole objects, uploads in parts, ranges. */
const objects = new Map<string, Buffer>();
const parts = new Map<string, Map<number, Buffer>>();
const seen: { method: string; url: string; authorization: string }[] = [];
const refusals: number[] = [];
const server = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? "/", "http://s3.test");
    const { method = "" } = request;
    seen.push({ method, url: request.url ?? "", authorization: request.headers.authorization ?? "" });
    const end = (status: number, text: string | Buffer = "", headers: Record<string, string> = {}) => {
      response.writeHead(status, headers);
      response.end(text);
    };
    const refusal = refusals.shift();
    if (refusal !== undefined) return end(refusal, "<Error><Code>AccessDenied</Code></Error>");
    const key = url.pathname;
    const upload = url.searchParams.get("uploadId");
    if (method === "POST" && url.searchParams.has("uploads")) {
      parts.set("u1", new Map());
      return end(200, "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");
    }
    if (method === "PUT" && upload !== null) {
      parts.get(upload)?.set(Number(url.searchParams.get("partNumber")), body);
      return end(200, "", { etag: `"${body.byteLength}"` });
    }
    if (method === "POST" && upload !== null) {
      objects.set(key, Buffer.concat([...(parts.get(upload)?.values() ?? [])]));
      return end(200, "<CompleteMultipartUploadResult/>");
    }
    if (method === "PUT") {
      objects.set(key, body);
      return end(200);
    }
    if (method === "DELETE") {
      if (upload === null) objects.delete(key);
      else parts.delete(upload);
      return end(204);
    }
    const object = objects.get(key);
    if (object === undefined) return end(404, "<Error><Code>NoSuchKey</Code></Error>");
    const [, from = "0", to = ""] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    return end(206, object.subarray(Number(from), to === "" ? undefined : Number(to) + 1));
  })();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
afterAll(() => server.close());
const store = s3Blobs({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  bucket: "siga-files",
  region: "sa-east-1",
  accessKeyId: "AKIA",
  secretAccessKey: "secret",
});

async function* of(...pieces: Buffer[]): Pieces {
  yield* pieces;
}
async function all(pieces: Pieces): Promise<Buffer> {
  const got: Uint8Array[] = [];
  for await (const piece of pieces) got.push(piece);
  return Buffer.concat(got);
}

test("pieces are gathered to one size, whatever sizes they come in", async () => {
  const sizes = async (...given: number[]) => {
    const parted: number[] = [];
    for await (const part of inParts(of(...given.map((size) => Buffer.alloc(size))), 10)) parted.push(part.byteLength);
    return parted;
  };
  expect([await sizes(), await sizes(0), await sizes(3, 4), await sizes(10), await sizes(25, 1, 4), await sizes(9, 9, 9)]).toEqual([
    [],
    [],
    [7],
    [10],
    [10, 10, 10],
    [10, 10, 7],
  ]);
});

test("a small file is one signed request, and is read in parts and taken away", async () => {
  await store.put("small", of(Buffer.from("hello "), Buffer.from("world")));
  expect(seen).toMatchObject([
    {
      method: "PUT",
      url: "/siga-files/small",
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/sa-east-1\/s3\//),
    },
  ]);
  expect((await all(store.read("small", { from: 6, to: 10 }))).toString()).toBe("world");
  await store.remove("small");
  await expect(all(store.read("small", { from: 0, to: 1 }))).rejects.toThrow("404");
});

test("a large one goes part by part, and is nothing when it breaks off", async () => {
  const bytes = Buffer.alloc(19 * 1024 * 1024, "x");
  await store.put("large", of(bytes));
  expect(objects.get("/siga-files/large")?.equals(bytes)).toBe(true);
  async function* broken(): Pieces {
    yield Buffer.alloc(9 * 1024 * 1024);
    throw new Error("the line broke");
  }
  await expect(store.put("broken", broken())).rejects.toThrow("the line broke");
  expect([objects.has("/siga-files/broken"), parts.size]).toEqual([false, 0]);
});

test("what the bucket refuses is told by its code, and by nothing of ours", async () => {
  refusals.push(403);
  await expect(store.put("x", of(Buffer.from("x")))).rejects.toThrow("the bucket refused PUT with 403 (AccessDenied)");
});
