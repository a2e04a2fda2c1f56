import dns from "node:dns";
import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import net, { type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, expect, test, vi } from "vitest";

const MB = 1024 * 1024;
let respond: RequestListener;
let latest: ServerResponse | undefined;
const server = createServer((request, response) => {
  latest = response;
  respond(request, response);
});
/** Takes connections and says nothing, not even in TLS. */
const silent = net.createServer((socket) => void socket.on("error", () => {}).resume());
for (const one of [server, silent]) await new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const silentPort = (silent.address() as AddressInfo).port;

process.env.WORKFLOW_OUTBOUND_ALLOW = `${new URL(address).host}, 127.0.0.1:${silentPort}, slow.example`;
const { safeFetch } = await import("./safe-fetch.ts");
const { OutboundError, RequestTimeoutError, ResponseTooLargeError } = await import("./outbound-errors.ts");
afterAll(() => {
  server.closeAllConnections();
  server.close();
  silent.close();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const text = async (init?: Parameters<typeof safeFetch>[1], url = address) => (await safeFetch(url, init)).text();
/** The other side sees that we went before its response was whole; sooner than the garbage collector lets go of a response. */
const SOON = { timeout: 4_000 };
const gone = () => expect.poll(() => latest?.destroyed === true && !latest.writableFinished, SOON).toBe(true);

/** Writes until the other side goes away, and says how much it took. */
function endless(part: Buffer, headers: Record<string, string> = {}): () => number {
  let written = 0;
  respond = (_request, response) => {
    response.writeHead(200, headers);
    const more = () => {
      while (!response.destroyed) {
        written += part.byteLength;
        if (!response.write(part)) return response.once("drain", more);
      }
      return response;
    };
    more();
  };
  return () => written;
}

test.each([
  [1 * MB, undefined],
  [5000, 5000],
])("an answer of %i bytes is taken whole where that is the limit (%j), and one byte more is not", async (size, maxBytes) => {
  respond = (request, response) => response.end(Buffer.alloc(Number(request.headers["x-size"]), "x"));
  const init = maxBytes === undefined ? {} : { maxBytes };
  expect(await text({ ...init, headers: { "x-size": String(size) } })).toHaveLength(size);
  await expect(text({ ...init, headers: { "x-size": String(size + 1) } })).rejects.toThrow(ResponseTooLargeError);
});

test("an answer without end is left at the limit, and who reads it piece by piece gets no byte beyond it", async () => {
  const written = endless(Buffer.alloc(64 * 1024, "x"));
  let taken = 0;
  const read = async () => {
    const answer = await safeFetch(address, { maxBytes: 100_000 });
    for await (const part of answer.body ?? []) taken += part.byteLength;
  };
  await expect(read()).rejects.toThrow(`has more than 100000 bytes`);
  expect(taken).toBeLessThanOrEqual(100_000);
  await gone();
  expect(written()).toBeLessThan(20 * MB);
});

test("a packed answer is measured unpacked, and left long before all of it is", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * MB), { level: 1 });
  expect(bomb.byteLength).toBeLessThan(MB);
  respond = (request, response) =>
    request.url === "/twice"
      ? response.writeHead(200, { "content-encoding": "gzip, gzip" }).end(gzipSync(bomb))
      : response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
  const before = process.memoryUsage.rss();
  await expect(text()).rejects.toThrow(ResponseTooLargeError);
  await expect(text({}, `${address}twice`)).rejects.toThrow(ResponseTooLargeError);
  expect(process.memoryUsage.rss() - before).toBeLessThan(32 * MB);
});

test("headers without end are refused", async () => {
  respond = (request) => {
    request.socket.write("HTTP/1.1 200 OK\r\n");
    const more = () => {
      while (request.socket.writable)
        if (!request.socket.write(`X-${"a".repeat(1000)}: b\r\n`)) return void request.socket.once("drain", more);
    };
    more();
  };
  await expect(text()).rejects.toThrow("UND_ERR_HEADERS_OVERFLOW");
});

test("no answer, and one that stops in the middle, end in time, and the connection with them", async () => {
  respond = () => {};
  await expect(text({ timeoutSeconds: 0.2 })).rejects.toThrow(RequestTimeoutError);
  await gone();
  respond = (_request, response) => void response.writeHead(200).write("half");
  // Also where the caller has a signal of its own.
  const answer = await safeFetch(address, { timeoutSeconds: 0.2, signal: new AbortController().signal });
  expect(answer.status).toBe(200);
  await expect(answer.text()).rejects.toThrow(RequestTimeoutError);
  await gone();
});

test("an answer that drips is not given more time for each drop", async () => {
  respond = (_request, response) => {
    const drip = setInterval(() => response.write("."), 20);
    response.on("close", () => clearInterval(drip));
  };
  await expect(text({ timeoutSeconds: 0.3 })).rejects.toThrow(RequestTimeoutError);
  await gone();
});

test("redirects share the time of one call", async () => {
  respond = (_request, response) => void setTimeout(() => response.writeHead(302, { location: "/again" }).end(), 200);
  await expect(text({ timeoutSeconds: 0.5 })).rejects.toThrow(RequestTimeoutError);
});

test("an answer that nobody reads is let go when its time is over", async () => {
  endless(Buffer.alloc(64 * 1024, "x"));
  const answer = await safeFetch(address, { timeoutSeconds: 0.3 });
  await gone();
  await expect(answer.text()).rejects.toThrow(RequestTimeoutError);
});

test.each([
  ["a redirect that the caller does not want", 302, "error"],
  ["a redirect to what is blocked", 302, "follow"],
  ["a status that is none", 999, "follow"],
] as const)("the answer of %s is let go at once", async (_what, status, redirect) => {
  respond = (_request, response) => void response.writeHead(status, { location: "http://127.0.0.1:1/" }).write("half");
  await expect(safeFetch(address, { redirect, timeoutSeconds: 60 })).rejects.toThrow(OutboundError);
  await gone();
});

test("the answer of a redirect that is followed is let go at once", async () => {
  const first: ServerResponse[] = [];
  respond = (request, response) => {
    if (request.url === "/next") return response.end("arrived");
    first.push(response);
    return response.writeHead(302, { location: "/next" }).write("half");
  };
  expect(await text({ timeoutSeconds: 60 })).toBe("arrived");
  await expect.poll(() => first[0]?.destroyed, SOON).toBe(true);
});

test("an answer that the caller gives up is let go at once", async () => {
  endless(Buffer.alloc(64 * 1024, "x"));
  const answer = await safeFetch(address, { timeoutSeconds: 60 });
  await answer.body?.cancel();
  await gone();
});

test("the caller's signal ends a call with its own reason: before it, while waiting, and in the body", async () => {
  const reason = new Error("the execution has ended", { cause: new Error("inner") });
  const calls: string[] = [];
  respond = (request, response) => {
    calls.push(request.url ?? "");
    if (request.url === "/body") response.writeHead(200).write("half");
  };
  await expect(safeFetch(address, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(calls).toEqual([]);

  const waiting = new AbortController();
  const call = safeFetch(`${address}wait`, { signal: waiting.signal });
  await expect.poll(() => calls).toEqual(["/wait"]);
  waiting.abort(reason);
  await expect(call).rejects.toBe(reason);
  await gone();

  const reading = new AbortController();
  const answer = await safeFetch(`${address}body`, { signal: reading.signal });
  const body = answer.text();
  reading.abort(reason);
  await expect(body).rejects.toBe(reason);
  await gone();
});

test("a resolver that says nothing, and a host that says nothing in TLS, are waited for three seconds and not the call's time", async () => {
  vi.spyOn(dns, "lookup").mockImplementation((() => {}) as never);
  const called = once(silent, "connection") as Promise<[net.Socket]>;
  const calls = [`https://127.0.0.1:${silentPort}/`, "http://slow.example/"].map((url) => safeFetch(url, { timeoutSeconds: 60 }));
  const errors = (await Promise.allSettled(calls)).map((call) => (call.status === "rejected" ? (call.reason as Error) : null));
  expect(errors.map((error) => error instanceof RequestTimeoutError && error.message)).toEqual([
    "127.0.0.1 could not be connected to within 3 seconds.",
    "slow.example could not be connected to within 3 seconds.",
  ]);
  const [socket] = await called;
  await expect.poll(() => socket.destroyed).toBe(true);
});
