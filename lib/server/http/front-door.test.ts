import { createServer, request as httpRequest } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeEach, expect, test } from "vitest";
import { metrics } from "../platform/metrics.ts";
import { openFrontDoor, serveAhead, withoutSlips } from "./front-door.ts";
import { readBody } from "./read-body.ts";

const LIMIT = 4 * 1024 * 1024;
let seen: { url: string; signature: string | null; body: string | null }[] = [];
let fail = false;
let patience = 15;

const server = createServer((request, response) => {
  if (serveAhead(request, response, patience)) return;
  request.resume();
  response.writeHead(200).end("next");
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;
const origin = `http://127.0.0.1:${port}`;
afterAll(() => {
  server.closeAllConnections();
});

beforeEach(() => {
  seen = [];
  fail = false;
  patience = 15;
  openFrontDoor({
    "/hook": async (request) => {
      if (fail) throw new Error("broken");
      const body = await readBody(request, LIMIT);
      seen.push({
        url: new URL(request.url).search,
        signature: request.headers.get("x-hub-signature-256"),
        body: body?.toString() ?? null,
      });
      return body === null
        ? new Response("too large", { status: 413 })
        : new Response("taken", { status: 202, headers: { "x-from": "door" } });
    },
  });
});

const post = (path: string, init: RequestInit = {}) => fetch(origin + path, { method: "POST", body: "né", ...init });

test("a POST to a path of the front door reaches its handler as it was sent, and the response reaches the sender", async () => {
  const response = await post("/hook?a=1", { headers: { "x-hub-signature-256": "sha256=00" } });
  expect([response.status, response.headers.get("x-from"), await response.text()]).toEqual([202, "door", "taken"]);
  expect(seen).toEqual([{ url: "?a=1", signature: "sha256=00", body: "né" }]);
});

test("a path with one part more is served where that was said, and no longer one", async () => {
  openFrontDoor({ "/many/*": async (request) => new Response(new URL(request.url).pathname) });
  const answers = await Promise.all(["/many/1", "/many/1/2", "/many", "/many/"].map(async (path) => (await post(path)).text()));
  expect(answers).toEqual(["/many/1", "next", "next", "next"]);
});

test.each([
  ["another path", "/hooks", { method: "POST", body: "" }],
  ["a path below it", "/hook/", { method: "POST", body: "" }],
  ["another method", "/hook", { method: "GET" }],
])("%s is left to Next", async (_name, path, init) => {
  expect(await (await fetch(origin + path, init)).text()).toBe("next");
  expect(seen).toEqual([]);
});

test("a body that does not say its length is read whole, and no further than the handler wants", async () => {
  expect(await statusOfChunked([Buffer.from("n"), Buffer.from("é")])).toBe(202);
  expect(seen[0]?.body).toBe("né");
  expect(await statusOfChunked(Array.from({ length: 80 }, () => Buffer.alloc(65_536, 97)))).toBe(413);
});

test("a body that says it is too large is refused before it comes", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: ${LIMIT + 1}\r\n\r\n`);
  const answer = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
  expect(answer).toContain("413");
  socket.destroy();
});

test("who goes away before the end of the body disturbs nobody", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.write("POST /hook HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf");
  await sleep(50);
  socket.destroy();
  await sleep(50);
  expect(seen).toEqual([]);
  expect((await post("/hook")).status).toBe(202);
});

test.each([
  ["says its length", "Content-Length: 10\r\n\r\nhalf"],
  ["does not", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"],
])("a body that %s and does not come in time is given up with a 408, counted, and nothing of it is kept", async (_, rest) => {
  patience = 0.1;
  const counted = async () =>
    (await metrics().refusedRequests.get()).values.filter(({ labels }) => labels.status === 408).reduce((sum, { value }) => sum + value, 0);
  const before = await counted();
  const socket = connect(port, "127.0.0.1");
  socket.write(`POST /hook HTTP/1.1\r\nHost: x\r\n${rest}`);
  let answer = "";
  socket.on("data", (data) => (answer += data.toString()));
  await new Promise((resolve) => socket.once("close", resolve));
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
  expect(await counted()).toBe(before + 1);
  expect(seen).toEqual([]);
  expect((await post("/hook")).status).toBe(202);
});

test("a handler that fails is a 500, and the next request is served", async () => {
  fail = true;
  expect((await post("/hook")).status).toBe(500);
  fail = false;
  expect((await post("/hook")).status).toBe(202);
});

function statusOfChunked(chunks: Buffer[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${origin}/hook`, { method: "POST", headers: { "transfer-encoding": "chunked" } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    // The refused rest of a body may end in a reset after the response.
    outgoing.on("error", (error) => reject(error));
    for (const chunk of chunks) outgoing.write(chunk);
    outgoing.end();
  });
}

test.each([
  ["/webhook/whatsapp/", "/webhook/whatsapp"],
  ["//webhook/whatsapp", "/webhook/whatsapp"],
  ["/webhook/whatsapp/?hub.mode=subscribe", "/webhook/whatsapp?hub.mode=subscribe"],
  ["/webhook/whatsapp", "/webhook/whatsapp"],
  ["/webhook/whatsapp2", "/webhook/whatsapp2"],
  ["/webhook/whatsapp/x", "/webhook/whatsapp/x"],
  ["//webhook/whatsapp//123/?a=1", "/webhook/whatsapp/123?a=1"],
  ["/webhook/whatsapp/123", "/webhook/whatsapp/123"],
  ["/webhook/whatsapp/123/4", "/webhook/whatsapp/123/4"],
])("%s is meant as %s", (typed, meant) => {
  expect(withoutSlips(typed)).toBe(meant);
});
