import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands behind a media id of Meta's: how it is told, and what comes. */
export interface FakeFile {
  bytes?: Buffer;
  /** Generated while it is sent, instead of `bytes`: so many pieces of a megabyte. */
  megabytes?: number;
  mimeType?: string;
  /** In place of what is true. */
  says?: { sha256?: string; file_size?: string | number; url?: string };
  /** Answers to the download in place of the bytes, first to last; then the bytes. */
  downloads?: { status: number; location?: string }[];
  /** Answers to `GET /{id}` in place of the right one, first to last. */
  lookups?: { status: number; body: unknown }[];
}

export const PIECE = Buffer.alloc(1024 * 1024, 7);

/** Meta's media over real HTTP: `GET /{id}`, the download that it names, and uploads, each with what was sent along. */
export async function startMediaServer(files: Record<string, FakeFile>) {
  const requests: { method: string; path: string; token: string | null; body: Buffer }[] = [];
  const uploads: { id: string; fields: Record<string, string>; file: { name: string; type: string; bytes: Buffer } }[] = [];
  const state = { refuseUploads: [] as { status: number; body: unknown }[] };
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", base);
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const token = request.headers.authorization?.replace(/^Bearer /, "") ?? null;
      requests.push({ method: request.method ?? "", path: url.pathname + url.search, token, body: Buffer.concat(chunks) });
      const json = (status: number, body: unknown) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      };
      const [, first = "", second = ""] = url.pathname.split("/");
      if (request.method === "POST" && second === "media") {
        const refusal = state.refuseUploads.shift();
        if (refusal !== undefined) return json(refusal.status, refusal.body);
        const type = request.headers["content-type"] ?? "";
        const form = await new Response(Buffer.concat(chunks), { headers: { "content-type": type } }).formData();
        const file = form.get("file") as File;
        const id = String(9_000_000 + uploads.length);
        const fields = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
        uploads.push({ id, fields, file: { name: file.name, type: file.type, bytes: Buffer.from(await file.arrayBuffer()) } });
        return json(200, { id });
      }
      const file = files[first === "files" ? second : first];
      if (file === undefined) return json(404, { error: { message: "unknown", code: 100 } });
      if (first !== "files") {
        const lookup = file.lookups?.shift();
        if (lookup !== undefined) return json(lookup.status, lookup.body);
        return json(200, {
          url: `${base}/files/${first}`,
          mime_type: file.mimeType ?? "image/jpeg",
          sha256:
            file.megabytes === undefined
              ? createHash("sha256")
                  .update(file.bytes ?? "")
                  .digest("hex")
              : hashOfPieces(file.megabytes),
          file_size: String(file.megabytes === undefined ? (file.bytes?.byteLength ?? 0) : file.megabytes * PIECE.byteLength),
          id: first,
          messaging_product: "whatsapp",
          ...file.says,
        });
      }
      const download = file.downloads?.shift();
      if (download !== undefined) {
        response.writeHead(download.status, download.location === undefined ? {} : { location: download.location });
        return response.end();
      }
      response.writeHead(200, { "content-type": file.mimeType ?? "image/jpeg" });
      if (file.megabytes === undefined) return response.end(file.bytes);
      for (let n = 0; n < file.megabytes; n += 1)
        if (!response.write(PIECE)) await new Promise((resolve) => response.once("drain", resolve));
      return response.end();
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    requests,
    uploads,
    state,
    close: () => new Promise<void>((resolve) => void (server.close(() => resolve()), server.closeAllConnections())),
  };
}

function hashOfPieces(count: number): string {
  const hash = createHash("sha256");
  for (let n = 0; n < count; n += 1) hash.update(PIECE);
  return hash.digest("hex");
}
