import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { request as httpRequest } from "undici";
import { type Act, act as actSchema } from "../control.ts";
import { toErrorBody } from "../graph-error.ts";
import { viewOf } from "../phone/view.ts";
import type { ActResult } from "../rules/act.ts";
import { keptOf, restored } from "../rules/keep.ts";
import { type EmulatorEvent, reduce, type Reduced } from "../rules/reduce.ts";
import type { Answer, EmulatorSettings, EmulatorState, Post } from "../types.ts";
import type { EmulatorKeys } from "./keys.ts";
import { keepState } from "./keep-state.ts";
import { readJson, readUpload, TooLargeError } from "./read-request.ts";
import { SAMPLES } from "./samples.ts";

interface ServeOptions {
  keys: EmulatorKeys;
  /** Where our webhook is; a function where that shows later. */
  webhookUrl: string | (() => string);
  /** 0: any that is free. */
  port?: number;
  settings?: Partial<EmulatorSettings>;
  /** Where it keeps what a restart must not forget; nowhere unless told. */
  file?: string;
}

export interface EmulatorServer {
  /** `http://127.0.0.1:port`, without a version. */
  url: string;
  act(act: Act): ActResult;
  state(): EmulatorState;
  close(): Promise<void>;
}

/** Longer than our webhook ever takes. */
const WEBHOOK_TIMEOUT_MS = 20_000;
/** Timers of Node take no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The rules behind HTTP, on this machine alone: Graph's paths with the token, the control face with its key. */
export async function startEmulator({ keys, webhookUrl, port = 0, settings = {}, file }: ServeOptions): Promise<EmulatorServer> {
  const samples = Object.fromEntries(Object.entries(SAMPLES).map(([type, { blob }]) => [type, blob]));
  const bytes = new Map<string, Buffer>(Object.values(SAMPLES).map((sample) => [sample.blob.key, sample.bytes]));
  const kept = file === undefined ? null : keepState(file, () => keptOf(state));
  let state = restored(kept?.read() ?? null, randomBytes(16).toString("hex"), { samples, ...settings }, Date.now());
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const sockets = new Set<Socket>();
  const underWay = new Set<Promise<void>>();

  function on(event: EmulatorEvent): Reduced {
    const now = Date.now();
    const reduced = reduce(state, event, now);
    if (reduced.state !== state) kept?.changed();
    state = reduced.state;
    clearTimeout(timer);
    if (reduced.nextAt !== null && !closed)
      timer = setTimeout(() => on({ type: "ticked" }), Math.min(LONGEST_TIMER_MS, Math.max(1, reduced.nextAt - now)));
    for (const post of reduced.posts) {
      const work = deliver(post);
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    }
    return reduced;
  }

  async function deliver(post: Post): Promise<void> {
    const status = await postWebhook(typeof webhookUrl === "string" ? webhookUrl : webhookUrl(), keys.appSecret, JSON.stringify(post.body));
    if (!closed) on({ type: "webhook_answered", postId: post.id, status });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", base);
    const [root = "", ...path] = url.pathname.split("/").slice(1).map(decodeURIComponent);
    if (root === "control") return control(request, response, path);
    if (!/^v\d{1,2}\.\d$/.test(root)) return reply(response, 404, toErrorBody({ code: 2500, details: "Unknown path components." }, "A0"));
    if (!isSame(bearerOf(request), keys.token))
      return reply(response, 401, toErrorBody({ code: 190, details: "Invalid OAuth access token - Cannot parse access token" }, "A0"));
    const query = Object.fromEntries(url.searchParams);
    const isDownload = path[0] === "download";
    const isForm = (request.headers["content-type"] ?? "").startsWith("multipart/form-data");
    const upload = isForm ? await readUpload(request, (key, data) => bytes.set(key, data)) : undefined;
    const json = isForm ? undefined : await readJson(request);
    const event: EmulatorEvent = isDownload
      ? { type: "download_requested", id: path[1] ?? "", secret: query["hash"] ?? null }
      : {
          type: "requested",
          request: {
            method: request.method ?? "GET",
            path,
            query,
            json,
            base: `${base}/${root}`,
            ...(upload === undefined ? {} : { upload }),
          },
        };
    const { answer } = on(event);
    if (answer !== null) await give(request, response, answer);
  }

  async function control(request: IncomingMessage, response: ServerResponse, path: string[]): Promise<void> {
    if (!isSame(bearerOf(request), keys.control)) return reply(response, 401, { refused: "Not with this key." });
    if (request.method === "GET" && path[0] === "numbers") return reply(response, 200, viewOf(state, path[1] ?? "", Date.now()));
    if (request.method !== "POST" || path[0] !== "acts") return reply(response, 404, { refused: "There is nothing here." });
    const parsed = actSchema.safeParse(await readJson(request));
    if (!parsed.success)
      return reply(response, 422, { refused: parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ") });
    const { result } = on({ type: "acted", act: parsed.data });
    return reply(response, result !== null && "refused" in result ? 409 : 200, result ?? {});
  }

  async function give(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
    if (answer.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    if (answer.kind === "json") return reply(response, answer.status, answer.body);
    if (answer.kind === "bytes") {
      response.writeHead(200, { "content-type": answer.blob.mimeType, "content-length": answer.blob.size });
      response.end(bytes.get(answer.blob.key));
      return;
    }
    if (answer.how === "reset") request.socket.resetAndDestroy();
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      const status = error instanceof TooLargeError ? 413 : 500;
      reply(
        response,
        status,
        toErrorBody({ code: status === 413 ? 100 : 1, details: status === 413 ? "The request is too large." : String(error) }, "A0"),
      );
    });
  });
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", 4_096, resolve);
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // What was on its way when it stopped.
  on({ type: "ticked" });
  return {
    url: base,
    act: (act) => on({ type: "acted", act }).result ?? { refused: "Nothing was done." },
    state: () => state,
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(underWay);
      kept?.close();
    },
  };
}

/** The status of our webhook's answer; 0 where there was none. */
async function postWebhook(url: string, appSecret: string, body: string): Promise<number> {
  const signature = createHmac("sha256", appSecret).update(body).digest("hex");
  try {
    const response = await httpRequest(url, {
      method: "POST",
      headers: { "content-type": "application/json", "user-agent": "facebookexternalua", "x-hub-signature-256": `sha256=${signature}` },
      body,
      headersTimeout: WEBHOOK_TIMEOUT_MS,
      bodyTimeout: WEBHOOK_TIMEOUT_MS,
    });
    await response.body.dump();
    return response.statusCode;
  } catch {
    return 0;
  }
}

const bearerOf = (request: IncomingMessage): string => /^(?:Bearer|OAuth) (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac("sha256", "compare").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
