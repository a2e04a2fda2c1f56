import { createServer } from "node:http";
import { GET, POST } from "../../app/webhook/whatsapp/route.ts";

/**
 * The web process of the path tests: the real route handlers behind a bare HTTP server. `next start` would need a build of
 * the whole console, minutes on a small machine; it adds HTTP parsing and routing, and a test beside these runs it where a
 * build is at hand. The argument is the port, 0 for any; which it was is told to the parent.
 */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const url = `http://127.0.0.1${request.url ?? "/"}`;
    const headers = request.headers as Record<string, string>;
    const answer =
      request.method === "POST"
        ? POST(new Request(url, { method: "POST", headers, body: Buffer.concat(chunks) as BodyInit }))
        : GET(new Request(url, { headers }));
    void Promise.resolve(answer).then(async (result) => response.writeHead(result.status).end(await result.text()));
  });
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", 1024, () => process.send?.({ port: (server.address() as { port: number }).port }));
process.on("disconnect", () => process.exit());
