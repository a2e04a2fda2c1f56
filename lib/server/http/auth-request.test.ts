import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { readAuthRequest } from "./auth-request.ts";

const providers = ["credentials", "oidc"];
const read = (method: string, address: string, init: { body?: BodyInit; type?: string; cookie?: string; headers?: object } = {}) => {
  const url = new URL(address, "http://siga.test/api/auth/");
  const headers = {
    ...(init.type === undefined ? {} : { "content-type": init.type }),
    ...(init.cookie === undefined ? {} : { cookie: init.cookie }),
    ...init.headers,
  };
  const body = init.body === undefined ? {} : { body: init.body, duplex: "half" as const };
  const request = new NextRequest(url, { method, headers, ...body });
  return readAuthRequest(request, { path: url.pathname.replace("/api/auth/", "").split("/"), providers });
};
const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";
const post = (body: BodyInit, type = FORM) => read("POST", "callback/credentials", { body, type });
const fieldsOf = async (reading: Promise<NextRequest>) => Object.fromEntries(new URLSearchParams(await (await reading).text()));

test.each([
  ["GET", "_log"],
  ["POST", "_log"],
  ["GET", "verify-request"],
  ["POST", "verify-request"],
  ["GET", "signin/github"],
  ["POST", "signin/google"],
  ["POST", "callback/email"],
  ["GET", "callback"],
  ["POST", "callback"],
  ["GET", "providers/x"],
  ["GET", "nothing"],
  ["GET", "callback/oidc/more"],
])("nothing is at %s %s", async (method, address) => {
  await expect(read(method, address, method === "POST" ? { body: "a=b", type: FORM } : {})).rejects.toMatchObject({ status: 404 });
});

test.each([
  ["GET", "callback/credentials"],
  ["POST", "providers"],
  ["POST", "csrf"],
])("%s %s is not how that is asked", async (method, address) => {
  await expect(read(method, address, method === "POST" ? { body: "a=b", type: FORM } : {})).rejects.toMatchObject({ status: 405 });
});

test.each([
  ["broken JSON", '{"a', JSON_TYPE, 400],
  ["nothing", "", JSON_TYPE, 400],
  ["nothing in a form", "", FORM, 400],
  ["a list", "[]", JSON_TYPE, 400],
  ["null", "null", JSON_TYPE, 400],
  ["an operator for an address", '{"email":{"$gt":""},"password":"x"}', JSON_TYPE, 400],
  ["a list for an address", '{"email":[],"password":"x"}', JSON_TYPE, 400],
  ["a number for an address", '{"email":1,"password":"x"}', JSON_TYPE, 400],
  ["a number for a token", '{"csrfToken":1}', JSON_TYPE, 400],
  ["U+0000 in an address", "email=a%00b&password=x", FORM, 400],
  ["U+0000 in a password", '{"email":"a","password":"\\u0000"}', JSON_TYPE, 400],
  ["half of a surrogate pair", '{"email":"\\ud800","password":"x"}', JSON_TYPE, 400],
  ["a text", "a=b", "text/plain", 415],
  ["a form of parts", "a=b", "multipart/form-data; boundary=x", 415],
  ["too much", `a=${"b".repeat(16 * 1024)}`, FORM, 413],
])("%s is refused", async (_, body, type, status) => {
  await expect(post(body, type)).rejects.toMatchObject({ status });
});

test("a body without end is dropped at the limit", async () => {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      controller.enqueue(new Uint8Array(8 * 1024).fill(97));
    },
  });
  await expect(post(body)).rejects.toMatchObject({ status: 413 });
  expect(sent).toBeLessThan(10);
});

test.each([FORM, JSON_TYPE])("what people send arrives as it was (%s)", async (type) => {
  const fields = { email: "ana@siga.test", password: "ä & b=c", csrfToken: "t", callbackUrl: "/console/flows?tab=a&b=c", json: "true" };
  const body = type === FORM ? new URLSearchParams(fields).toString() : JSON.stringify(fields);
  expect(await fieldsOf(post(body, `${type}; charset=utf-8`))).toEqual(fields);
});

test.each([
  ["$B.evil.test", "/"],
  ["\\\\evil.test", "/"],
  ["//evil.test", "/"],
  ["/a\r\nSet-Cookie: x=y", "/"],
  ["http://", "/"],
  ["https://evil.test/console", "/console"],
  ["http://siga.test/console?a=b", "/console?a=b"],
  ["javascript:alert(1)", "/"],
])("the address to return to, %j, is %s", async (callbackUrl, expected) => {
  const query = encodeURIComponent(callbackUrl);
  expect(await fieldsOf(post(new URLSearchParams({ callbackUrl }).toString()))).toEqual({ callbackUrl: expected });
  expect((await read("GET", `signin?callbackUrl=${query}`)).nextUrl.searchParams.get("callbackUrl")).toBe(expected);
});

test("an error's words are words", async () => {
  const errorOf = async (error: string) =>
    (await read("GET", `error?error=${encodeURIComponent(error)}`)).nextUrl.searchParams.get("error");
  expect([await errorOf("AccessDenied"), await errorOf("e.trim is not a function"), await errorOf("a\r\nb: c")]).toEqual([
    "AccessDenied",
    "Callback",
    "Callback",
  ]);
});

test("what a provider sends along stays", async () => {
  const { nextUrl } = await read("GET", "callback/oidc?code=a%2Fb&state=x.y&iss=https%3A%2F%2Fid.test");
  expect(Object.fromEntries(nextUrl.searchParams)).toEqual({ code: "a/b", state: "x.y", iss: "https://id.test" });
});

test("a cookie that leads nowhere is taken away, and one of ours is no hindrance", async () => {
  await expect(read("GET", "csrf", { cookie: "next-auth.callback-url=%24B.evil.test" })).rejects.toMatchObject({
    status: 400,
    extras: { headers: { "set-cookie": expect.stringContaining("Max-Age=0") } },
  });
  await read("GET", "csrf", { cookie: "next-auth.callback-url=http%3A%2F%2Flocalhost%3A3000" });
});
