import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { GraphBody, GraphCall } from "./graph-call.ts";
import { newWamid } from "./webhook.ts";
import { createStatusReporter, type StatusOptions } from "./graph-statuses.ts";

/**
 * What to respond with. `status` and `body`: just that, and the message is not taken. `lost`: no response ever comes (`hang`) or
 * the connection breaks (`reset`), after the call was read; `taken` tells whether Meta has the message all the same.
 * `waId`: taken, for a contact whose number Meta writes differently.
 */
export type GraphReply =
  { status: number; body: unknown; headers?: Record<string, string> } | { lost: "hang" | "reset"; taken: boolean } | { waId: string };

interface FakeGraphOptions {
  /** Milliseconds from a call to its response; 0 unless told. */
  latencyMs?: number;
  /** No call gets its response before this resolves. */
  hold?: Promise<unknown>;
  /** Scripted responses; nothing or undefined accepts the message. */
  answer?: (call: GraphCall) => GraphReply | undefined;
  /** Scripted responses to what is asked about a number or an app, by its id; unless told, no response comes. */
  read?: (id: string, token: string) => { status: number; body: unknown } | undefined;
  /** Report what became of accepted messages, as Meta does. */
  statuses?: StatusOptions;
  port?: number;
}

export interface FakeGraph {
  /** For WORKFLOW_WHATSAPP_API_BASE_URL. */
  url: string;
  port: number;
  /** Every POST, in order of arrival. */
  calls: GraphCall[];
  /** May be changed at any time. */
  options: FakeGraphOptions;
  /** Resolves when `condition` holds of the calls so far; looked at after each call. Throws after `timeoutMs`. */
  until(condition: (calls: GraphCall[]) => boolean, timeoutMs?: number): Promise<void>;
  /** Resolves when every status due so far has been posted. */
  statusesSent(): Promise<void>;
  close(): Promise<void>;
}

/** An error body in Meta's form. */
export function graphError(code: number, message = `error ${code}`, more: object = {}): { error: object } {
  return { error: { message, type: "OAuthException", code, fbtrace_id: "A1b2C3", ...more } };
}

/**
 * A Graph API over real HTTP that accepts `POST /{version}/{phone_number_id}/messages`, remembers, and misbehaves as told; of numbers
 * and apps it says what it was told to say.
 */
export async function startFakeGraph(options: FakeGraphOptions = {}): Promise<FakeGraph> {
  const calls: GraphCall[] = [];
  const sockets = new Set<Socket>();
  const watchers = new Set<() => void>();
  const reporter = createStatusReporter();

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    if (request.method === "GET") return tell(request, response, fake.options.read);
    const call = readCall(request, text, calls.length);
    calls.push(call);
    const answer = fake.options.answer?.(call);
    const refused = answer !== undefined && ("status" in answer || ("lost" in answer && !answer.taken));
    if (!refused) {
      call.wamid = newWamid();
      if (fake.options.statuses !== undefined) reporter.accepted(call, fake.options.statuses);
    }
    for (const look of watchers) look();
    await fake.options.hold;
    await new Promise((resolve) => setTimeout(resolve, fake.options.latencyMs ?? 0));
    reply(response, call, answer);
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", 4096, resolve));
  const { port } = server.address() as AddressInfo;
  const fake: FakeGraph = {
    url: `http://127.0.0.1:${port}/v25.0`,
    port,
    calls,
    options,
    until: (condition, timeoutMs = 90_000) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!condition(calls)) return;
          clearTimeout(timeout);
          watchers.delete(look);
          resolve();
        };
        const timeout = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`the Graph API had ${calls.length} calls, which is not what was awaited`));
        }, timeoutMs);
        watchers.add(look);
        look();
      }),
    statusesSent: () => reporter.settled(),
    close: async () => {
      reporter.stop();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

function tell(request: IncomingMessage, response: ServerResponse, read: FakeGraphOptions["read"]): void {
  const { pathname } = new URL(request.url ?? "", "http://graph");
  const said = read?.(decodeURIComponent(pathname.split("/").at(-1) ?? ""), tokenOf(request));
  if (said === undefined) return void response.destroy();
  response.writeHead(said.status, { "content-type": "application/json" });
  response.end(JSON.stringify(said.body));
}

const tokenOf = ({ headers }: IncomingMessage): string => (headers.authorization ?? "").replace(/^Bearer /, "");

function reply(response: ServerResponse, call: GraphCall, answer: GraphReply | undefined): void {
  if (answer !== undefined && "lost" in answer) {
    if (answer.lost === "reset") response.socket?.resetAndDestroy();
    return;
  }
  if (answer !== undefined && "status" in answer) {
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  const waId = answer?.waId ?? (call.body.to === undefined ? undefined : call.to);
  response.end(
    JSON.stringify({
      messaging_product: "whatsapp",
      contacts: [{ input: call.body.to ?? call.to, ...(waId === undefined ? { user_id: call.to } : { wa_id: waId }) }],
      messages: [{ id: call.wamid, message_status: "accepted" }],
    }),
  );
}

function readCall(request: IncomingMessage, text: string, index: number): GraphCall {
  const path = request.url ?? "";
  const body = JSON.parse(text) as GraphBody;
  return {
    index,
    at: performance.timeOrigin + performance.now(),
    path,
    phoneNumberId: decodeURIComponent(path.split("/").at(-2) ?? ""),
    token: tokenOf(request),
    body,
    to: (body.to ?? body.recipient ?? "").replace(/^\+/, ""),
    text: body.text?.body ?? "",
    opaque: body.biz_opaque_callback_data ?? "",
    wamid: null,
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
