import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { log } from "../platform/log.ts";
import { metrics } from "../platform/metrics.ts";
import { processWide } from "../platform/process-wide.ts";

export type Handler = (request: Request) => Promise<Response>;

const handlers = () => processWide("front-door", () => new Map<string, Handler>());

/** A body up to this size that says its length is collected here; whatever else is left to the handler, piece by piece. */
const COLLECTED_BYTES = 4 * 1024 * 1024;
/** Meta's bodies are there at once. One that trickles is held in memory without anybody having said who sends it. */
const BODY_SECONDS = 15;

/**
 * Lets POSTs to these paths (`/*` at the end: with one part more) pass Next by: its routing costs four times what storing a message
 * does, and in production each reply is followed by three more POSTs. The handlers are the route's own, so that both ways do the same;
 * where there is no server of ours (Vercel) Next calls them.
 */
export function openFrontDoor(byPath: Readonly<Record<string, Handler>>): void {
  for (const [path, handler] of Object.entries(byPath)) handlers().set(path, handler);
}

/** The webhook's address as it was meant: with a slash too many Next would redirect, which Meta does not follow. */
export const withoutSlips = (url: string): string =>
  url.replace(
    /^\/+webhook\/+whatsapp(?:\/+(\d+))?\/*(?=\?|$)/,
    (_, app?: string) => `/webhook/whatsapp${app === undefined ? "" : `/${app}`}`,
  );

/** Takes the request and returns true, or leaves it to Next. */
export function serveAhead(incoming: IncomingMessage, outgoing: ServerResponse, bodySeconds = BODY_SECONDS): boolean {
  const handler = incoming.method === "POST" ? handlerOf(pathOf(incoming)) : undefined;
  if (handler === undefined) return false;
  const late = setTimeout(() => {
    if (incoming.complete) return;
    metrics().refusedRequests.inc({ status: 408, code: "too_slow" });
    if (!outgoing.headersSent) outgoing.writeHead(408, { connection: "close" }).end();
    incoming.destroy();
  }, bodySeconds * 1_000).unref();
  incoming.once("close", () => clearTimeout(late));
  serve(handler, incoming, outgoing).catch((error: unknown) => {
    // Nobody is there any more to read an answer.
    if (incoming.destroyed && !incoming.complete) return;
    log.error({ err: error, path: pathOf(incoming) }, "request failed");
    if (!outgoing.headersSent) outgoing.writeHead(500).end();
  });
  return true;
}

const handlerOf = (path: string): Handler | undefined => handlers().get(path) ?? handlers().get(path.replace(/[^/]+$/, "*"));

const pathOf = ({ url = "" }: IncomingMessage): string => url.split("?", 1)[0] ?? "";

async function serve(handler: Handler, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const response = await handler(await toRequest(incoming));
  const body = Buffer.from(await response.arrayBuffer());
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), "content-length": body.byteLength }).end(body);
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === "string") headers.set(name, value);
  const url = `http://localhost${incoming.url ?? "/"}`;
  const declared = incoming.headers["content-length"];
  if (declared === undefined || Number(declared) > COLLECTED_BYTES) {
    const init = { method: "POST", headers, body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" };
    return new Request(url, init);
  }
  return new Request(url, { method: "POST", headers, body: await collect(incoming) });
}

/** Rejects when the sender goes away before the end. */
function collect(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("end", () => resolve(Buffer.concat(chunks)));
    incoming.once("error", reject);
    // It closes after its end, too: an error made for nothing would cost each webhook its stack.
    incoming.once("close", () => incoming.complete || reject(new Error("the sender went away before the end of its request")));
  });
}
