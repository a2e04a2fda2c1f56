import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

interface SeenRequest {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface FakeHttpServer {
  port: number;
  url: string;
  /** What has arrived, in order and whole. */
  seen: SeenRequest[];
  /** How it answers; `ok` with status 200 unless told. */
  respond: RequestListener;
  close(): Promise<void>;
}

/** Some system out there, on this machine; over TLS with a certificate. */
export async function startFakeHttpServer(certificate?: { key: string; cert: string }): Promise<FakeHttpServer> {
  const fake: FakeHttpServer = {
    port: 0,
    url: "",
    seen: [],
    respond: (_request, response) => response.end("ok"),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      fake.seen.push({ method, url, headers, body: Buffer.concat(parts).toString() });
      fake.respond(request, response);
    });
  };
  const server = certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.port = (server.address() as AddressInfo).port;
  fake.url = `${certificate === undefined ? "http" : "https"}://127.0.0.1:${fake.port}`;
  return fake;
}
