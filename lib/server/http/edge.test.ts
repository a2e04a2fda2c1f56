import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as settings from "../platform/env.ts";
import { requestId } from "../platform/request-id.ts";
import { guardServers, isForwardedForIgnored } from "./edge.ts";

let server: Server;
let seen: { method: string | undefined; url: string | undefined; forwarded: unknown; id: unknown; logged: string | undefined }[] = [];
beforeAll(async () => {
  guardServers();
  guardServers();
  server = createServer(({ method, url, headers }: IncomingMessage, response) => {
    setTimeout(() => {
      seen.push({ method, url, forwarded: headers["x-forwarded-for"], id: headers["x-request-id"], logged: requestId() });
      response.end("next");
    }, 1);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());

async function send(method: string, headers: Record<string, string> = {}, changes: Partial<settings.Env> = {}) {
  seen = [];
  const env = vi.spyOn(settings, "env").mockReturnValue({ ...settings.env(), ...changes });
  const { port } = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    request({ port, host: "127.0.0.1", method, path: "/login", headers }, resolve).on("error", reject).end(),
  );
  response.resume();
  env.mockRestore();
  return response;
}

function raw(text: string): Promise<string> {
  seen = [];
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString())).on("close", () => resolve(answer));
    socket.write(text);
  });
}

test.each(["TRACE", "PROPFIND", "MKCOL", "PURGE", "SEARCH", "LINK"])("%s does not reach Next", async (method) => {
  const { statusCode, headers } = await send(method);
  expect([statusCode, headers["content-type"], seen]).toEqual([405, "application/problem+json", []]);
  expect(headers.allow).toContain("GET");
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});

test.each(["FOO", "GETT", "get"])("neither does %s, which is no method at all", async (method) => {
  expect(await raw(`${method} /login HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 405 /);
  expect(await raw("GET / nothing\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toEqual([]);
});

test.each([
  ["http://evil.test/login?a=http://b/c", "/login?a=http://b/c"],
  ["HTTPS://evil.test", "/"],
  ["http://evil.test?x", "/?x"],
])("an address with a host in it, %s, is the path alone: the host is the caller's word", async (target, url) => {
  expect(await raw(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  expect(seen).toMatchObject([{ url }]);
});

test.each(["OPTIONS *", "GET *", "GET ftp://x/y"])("%s asks for no page, and Next would fail at it", async (line) => {
  expect(await raw(`${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toEqual([]);
});

test("of two Authorization headers none is believed", async () => {
  const answer = await raw(
    "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer good\r\nauthorization: Bearer bad\r\n\r\n",
  );
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toEqual([]);
});

test("an id goes along with each request and its log, and nobody else chooses it", async () => {
  const { headers } = await send("GET", { "x-request-id": "mine" });
  const id = headers["x-request-id"];
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen).toMatchObject([{ id, logged: id }]);
  expect((await send("GET")).headers["x-request-id"]).not.toBe(id);
  expect(requestId()).toBeUndefined();
});

test.each<[number, string | undefined, string]>([
  [0, undefined, "127.0.0.1"],
  [0, "10.0.0.1", "127.0.0.1"],
  [0, "10.0.0.1, 10.0.0.2", "127.0.0.1"],
  [1, "10.0.0.1, 10.0.0.2", "10.0.0.2"],
  [1, "10.0.0.1, fe80::1", "fe80::1"],
  [1, "10.0.0.1, not an address", "127.0.0.1"],
  [1, "10.0.0.1,", "127.0.0.1"],
  [1, undefined, "127.0.0.1"],
  [2, "10.0.0.1, 10.0.0.2, 10.0.0.3", "10.0.0.2"],
  [2, "10.0.0.1", "127.0.0.1"],
])("with %i proxies trusted, X-Forwarded-For: %s comes from %s", async (trustedProxies, header, expected) => {
  await send("GET", header === undefined ? {} : { "x-forwarded-for": header }, { trustedProxies });
  expect(seen).toMatchObject([{ forwarded: expected }]);
});

test("a header that is not believed is told to who asks", () => {
  expect(isForwardedForIgnored()).toBe(true);
});

test("only where people come by https are browsers told to stay with it", async () => {
  expect((await send("GET")).headers["strict-transport-security"]).toBeUndefined();
  const { headers } = await send("GET", {}, { NEXTAUTH_URL: "https://siga.example" });
  expect(headers["strict-transport-security"]).toMatch(/^max-age=\d{8}/);
});

test("two headers of one name are read as one, and a request that waits for leave to send its body is guarded too", async () => {
  const answer = await raw(
    "POST / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 2.2.2.2\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
  );
  expect(answer).toContain("x-request-id");
  expect(seen).toMatchObject([{ forwarded: "127.0.0.1" }]);
});
