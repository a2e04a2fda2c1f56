import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeEach, expect, test } from "vitest";

interface Seen {
  at: "a" | "b";
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

let seen: Seen[] = [];
let respond: RequestListener = (_request, response) => response.end("ok");
/** Two origins: the same host at two ports; and a port where nobody listens. */
const servers = ["a", "b", "closed"].map((at) =>
  createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      seen.push({ at: at as Seen["at"], method, url, headers, body: Buffer.concat(parts).toString() });
      respond(request, response);
    });
  }),
);
await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))));
const [a = 0, b = 0, closed = 0] = servers.map((server) => (server.address() as AddressInfo).port);
servers[2]?.close();
const at = (port: number, path = "/") => `http://127.0.0.1:${port}${path}`;

process.env.WORKFLOW_OUTBOUND_ALLOW = [a, b, closed].map((port) => `127.0.0.1:${port}`).join();
const { safeFetch } = await import("./safe-fetch.ts");
const { BlockedAddressError, ForbiddenHeaderError, NetworkError } = await import("./outbound-errors.ts");
afterAll(() => servers.forEach((server) => server.close()));
beforeEach(() => {
  seen = [];
  respond = (_request, response) => response.end("ok");
});

/** From each path to the next; the last one is reached. */
const redirects = (locations: Record<string, string>, status = 302) => {
  respond = (request, response) => {
    const location = locations[request.url ?? ""];
    if (location === undefined) response.end("arrived");
    else response.writeHead(status, { location }).end("on the way");
  };
};

test("a call is made as it was asked for, and its answer is an ordinary Response", async () => {
  respond = (_request, response) =>
    response.writeHead(201, "Made", { "content-type": "application/json", "set-cookie": ["a=1", "b=2"], "x-one": "1" }).end('{"id":7}');
  const answer = await safeFetch(`${at(a, "/orders")}?q=a%20b#part`, {
    method: "patch",
    headers: { "X-Key": "k", Authorization: "Bearer t" },
    body: JSON.stringify({ n: "ção" }),
  });
  expect(answer).toBeInstanceOf(Response);
  expect(answer).toMatchObject({ status: 201, statusText: "Made", ok: true });
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(await answer.json()).toEqual({ id: 7 });
  expect(seen).toMatchObject([{ at: "a", method: "PATCH", url: "/orders?q=a%20b", body: '{"n":"ção"}' }]);
  expect(seen[0]?.headers).toMatchObject({ host: `127.0.0.1:${a}`, "x-key": "k", authorization: "Bearer t", "user-agent": "Siga" });
});

test.each([
  ["text", "olá", "text/plain;charset=UTF-8", "olá"],
  ["a form", new URLSearchParams({ a: "1 2" }), "application/x-www-form-urlencoded;charset=UTF-8", "a=1+2"],
  ["bytes", new Uint8Array([65, 66]), undefined, "AB"],
  ["a file", new Blob(["AB"], { type: "image/png" }), "image/png", "AB"],
])("a body of %s has its own type, unless the caller says another", async (_what, body, type, sent) => {
  await safeFetch(at(a), { method: "POST", body });
  await safeFetch(at(a), { method: "POST", body, headers: { "content-type": "x/y" } });
  expect(seen.map(({ headers, body }) => [headers["content-type"], body])).toEqual([
    [type, sent],
    ["x/y", sent],
  ]);
});

test("a multipart form goes out with its boundary", async () => {
  const body = new FormData();
  body.set("name", "value");
  await safeFetch(at(a), { method: "POST", body });
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(seen[0]?.headers["content-type"] ?? "")?.[1];
  expect(boundary).toBeDefined();
  expect(seen[0]?.body).toContain(`--${boundary}`);
});

test.each([
  ["gzip", gzipSync("unpacked")],
  ["br", brotliCompressSync("unpacked")],
])("an answer packed with %s is unpacked", async (encoding, bytes) => {
  respond = (_request, response) => response.writeHead(200, { "content-encoding": encoding }).end(bytes);
  expect(await (await safeFetch(at(a))).text()).toBe("unpacked");
});

test.each([204, 304])("an answer with status %i has no body", async (status) => {
  respond = (_request, response) => response.writeHead(status).end();
  const answer = await safeFetch(at(a));
  expect(answer).toMatchObject({ status, body: null });
});

test("redirects are followed, three and not four", async () => {
  redirects({ "/1": "/2", "/2": "three", "/three": at(b, "/4?x=1") });
  expect(await (await safeFetch(at(a, "/1"))).text()).toBe("arrived");
  expect(seen.map(({ at, url }) => at + url)).toEqual(["a/1", "a/2", "a/three", "b/4?x=1"]);
  redirects({ "/0": "/1", "/1": "/2", "/2": "/3", "/3": "/4" });
  seen = [];
  await expect(safeFetch(at(a, "/0"))).rejects.toThrow(NetworkError);
  expect(seen.map(({ url }) => url)).toEqual(["/0", "/1", "/2", "/3"]);
});

test("a redirect is handed to the caller who follows by hand, and is an error to the caller who wants none", async () => {
  redirects({ "/1": "/2" });
  const answer = await safeFetch(at(a, "/1"), { redirect: "manual" });
  expect([answer.status, answer.headers.get("location"), await answer.text()]).toEqual([302, "/2", "on the way"]);
  await expect(safeFetch(at(a, "/1"), { redirect: "error" })).rejects.toThrow(NetworkError);
  expect(seen.map(({ url }) => url)).toEqual(["/1", "/1"]);
});

test.each([
  [301, "GET", ""],
  [302, "GET", ""],
  [303, "GET", ""],
  [307, "POST", "data"],
  [308, "POST", "data"],
])("a POST that meets %i goes on as %s", async (status, method, body) => {
  redirects({ "/1": "/2" }, status);
  await safeFetch(at(a, "/1"), { method: "POST", body: "data" });
  expect(seen[1]).toMatchObject({ url: "/2", method, body });
  expect(seen[1]?.headers["content-type"]).toBe(body === "" ? undefined : "text/plain;charset=UTF-8");
});

test("credentials stay on their origin: another one gets neither them nor what is marked as secret, on the way back neither", async () => {
  redirects({ "/1": "/2", "/2": at(b, "/3"), "/3": at(a, "/4") });
  const headers = { Authorization: "Bearer t", Cookie: "c=1", "X-Key": "k", "X-Other": "o" };
  await safeFetch(at(a, "/1"), { headers, secretHeaders: ["x-key"] });
  const sent = seen.map(({ headers }) => [headers.authorization, headers.cookie, headers["x-key"], headers["x-other"]]);
  const all = ["Bearer t", "c=1", "k", "o"];
  const rest = [undefined, undefined, undefined, "o"];
  expect(sent).toEqual([all, all, rest, rest]);
});

test("the caller is asked before each request, may add headers to that one, and may end the call", async () => {
  redirects({ "/1": at(b, "/2"), "/2": at(a, "/3") });
  const hops: string[] = [];
  await safeFetch(at(a, "/1"), {
    headers: { "X-Key": "everywhere" },
    onHop: (url) => {
      hops.push(url.href);
      const headers = url.port === String(b) ? { "X-Key": "only b" } : undefined;
      url.port = "1";
      return Promise.resolve(headers);
    },
  });
  expect(hops).toEqual([at(a, "/1"), at(b, "/2"), at(a, "/3")]);
  expect(seen.map(({ headers }) => headers["x-key"])).toEqual(["everywhere", "only b", "everywhere"]);

  seen = [];
  const refusal = new Error("this secret is not for that host", { cause: new Error("inner") });
  const refuse = (url: URL) => {
    if (url.port === String(b)) throw refusal;
    return undefined;
  };
  await expect(safeFetch(at(a, "/1"), { onHop: refuse })).rejects.toBe(refusal);
  expect(seen.map(({ at }) => at)).toEqual(["a"]);
});

test("headers that a call may not set are refused before anything is sent, also those that come late", async () => {
  await expect(safeFetch(at(a), { headers: { Host: "evil.example" } })).rejects.toThrow(ForbiddenHeaderError);
  await expect(safeFetch(at(a), { headers: [["X-A", "a\r\nX-B: b"]] })).rejects.toThrow(ForbiddenHeaderError);
  await expect(safeFetch(at(a), { onHop: () => ({ "X-Forwarded-For": "1.2.3.4" }) })).rejects.toThrow(ForbiddenHeaderError);
  expect(seen).toEqual([]);
});

test.each([
  ["breaks off before the answer", (port: number) => at(port, "/hang-up")],
  ["breaks off in the middle", (port: number) => at(port, "/half")],
  ["packs wrongly", (port: number) => at(port, "/not-gzip")],
  ["has a status that is none", (port: number) => at(port, "/999")],
  ["says what is no HTTP", (port: number) => at(port, "/noise")],
])("a host that %s is a NetworkError that names the host alone", async (_what, address) => {
  respond = (request, response) => {
    const path = request.url?.split("?")[0];
    if (path === "/hang-up") request.socket.destroy();
    if (path === "/half") response.writeHead(200, { "content-length": 100 }).write("half", () => request.socket.destroy());
    if (path === "/not-gzip") response.writeHead(200, { "content-encoding": "gzip" }).end("plain text");
    if (path === "/999") response.writeHead(999).end("x");
    if (path === "/noise") request.socket.end("SSH-2.0-noise\r\n\r\n");
  };
  const call = safeFetch(`${address(a)}?key=secret`, { headers: { "X-Key": "secret" } }).then((answer) => answer.text());
  const error = (await call.catch((error: unknown) => error)) as Error;
  expect(error).toBeInstanceOf(NetworkError);
  expect(error.message).toContain(`127.0.0.1:${a}`);
  expect(error.message).not.toMatch(/secret|half|not-gzip|hang-up|noise/);
});

test("nobody listening is a NetworkError that says so", async () => {
  await expect(safeFetch(at(closed))).rejects.toThrow(/^127\.0\.0\.1:\d+ could not be reached, or broke off: ECONNREFUSED\.$/);
});

test.each([{ timeoutSeconds: 0 }, { timeoutSeconds: 61 }, { timeoutSeconds: NaN }])("%j is the caller's mistake", async (init) => {
  await expect(safeFetch(at(a), init)).rejects.toThrow(RangeError);
});

test("a body with GET and a method that is none are the caller's mistakes, not the network's", async () => {
  await expect(safeFetch(at(a), { body: "x" })).rejects.toThrow(TypeError);
  await expect(safeFetch(at(a), { method: "TRACE" })).rejects.toThrow(TypeError);
  await expect(safeFetch(at(a), { method: "GET / HTTP/1.1" })).rejects.toThrow(TypeError);
  expect(seen).toEqual([]);
});

test("BlockedAddressError is found where safeFetch is", async () => {
  expect((await import("./safe-fetch.ts")).BlockedAddressError).toBe(BlockedAddressError);
});
