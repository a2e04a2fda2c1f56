import { expect, test } from "vitest";
import { BlockedAddressError, ForbiddenHeaderError, NetworkError } from "./outbound-errors.ts";
import { type HopRequest, outboundHeaders, outboundUrl, redirected } from "./outbound-request.ts";

test.each([
  ["HTTPS://API.Example.COM:443/A?b=%20#c", "https://api.example.com/A?b=%20"],
  ["http://crm.internal./x", "http://crm.internal/x"],
  ["http://crm.internal.:8080/", "http://crm.internal:8080/"],
  ["http://127.0.0.1..:8080/", "http://127.0.0.1:8080/"],
  ["http://2130706433/", "http://127.0.0.1/"],
  ["http://0x7f.1/", "http://127.0.0.1/"],
  ["http://017700000001/", "http://127.0.0.1/"],
  ["http://127.1/", "http://127.0.0.1/"],
  ["http://①②⑦.⓪.⓪.①/", "http://127.0.0.1/"],
  ["http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"],
  ["http:\\\\a.example\\b", "http://a.example/b"],
  ["\thttp://a.exam\nple/", "http://a.example/"],
])("%j is asked for as %s", (address, expected) => {
  expect(outboundUrl(address).href).toBe(expected);
});

test.each([
  ["ftp://files.example/secret-path", "ftp:"],
  ["file:///etc/passwd", "file:"],
  ["gopher://a.example/", "gopher:"],
  ["data:text/plain,secret-path", "data:"],
  ["javascript:alert(1)", "javascript:"],
  ["ws://a.example/", "ws:"],
  ["https://user@a.example/", "user name"],
  ["https://user:secret-path@a.example/", "user name"],
  ["https://:secret-path@a.example/", "user name"],
  ["/secret-path", "can't be read"],
  ["a.example", "can't be read"],
  ["http://", "can't be read"],
  ["http://a.example:99999/secret-path", "can't be read"],
  ["http://127.0.0.256/", "can't be read"],
  ["http://[fe80::1%25eth0]/", "can't be read"],
  ["http://a b/", "can't be read"],
])("%s is refused, and nothing of it but the host is repeated", (address, why) => {
  const refused = () => outboundUrl(address);
  expect(refused).toThrow(BlockedAddressError);
  expect(refused).toThrow(why);
  expect(refused).not.toThrow("secret-path");
});

test.each([
  ...["Host", "content-length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "EXPECT", "Forwarded"],
  ...["Proxy-Authorization", "proxy-connection", "X-Forwarded-For", "x-forwarded-anything"],
])("the header %s is the connection's own, in each form that headers come in", (name) => {
  for (const given of [{ [name]: "a" }, [[name, "a"]] as [string, string][], new Headers([[name, "a"]]), new Map([[name, "a"]])])
    expect(() => outboundHeaders(given as HeadersInit)).toThrow(ForbiddenHeaderError);
});

test.each(["a\r\nb", "a\rb", "a\nb", "\r\na", "secret\r\n", "a\0b", "a\u007fb", "olá\u2028", "😀"])(
  "the header value %j is refused, and not repeated",
  (value) => {
    const refused = () => outboundHeaders([["X-Key", value]]);
    expect(refused).toThrow(ForbiddenHeaderError);
    expect(refused).toThrow("X-Key");
    expect(refused).not.toThrow("secret");
  },
);

test.each(["", "a b", "a:b", "a\r\nb", "ä"])("the header name %j is refused", (name) => {
  expect(() => outboundHeaders([[name, "a"]])).toThrow(ForbiddenHeaderError);
});

test("headers that only look like forbidden ones are the author's", () => {
  const given = { "X-Host": "a", "X-Proxy": "b", Accept: "c\td", Via: "é", Hostage: "" };
  expect([...outboundHeaders(given)]).toEqual([...new Headers(given)]);
});

const request = (more: Partial<HopRequest> = {}): HopRequest => ({
  url: new URL("https://a.example/from?q=1"),
  method: "POST",
  headers: new Headers({ authorization: "t", cookie: "c", "x-key": "k", "content-type": "text/plain", accept: "*/*" }),
  body: new ArrayBuffer(3),
  ...more,
});

test.each([
  [301, "POST", "GET"],
  [302, "POST", "GET"],
  [303, "POST", "GET"],
  [307, "POST", "POST"],
  [308, "POST", "POST"],
  [301, "PUT", "PUT"],
  [302, "DELETE", "DELETE"],
  [303, "PUT", "GET"],
  [303, "HEAD", "HEAD"],
  [301, "HEAD", "HEAD"],
])("%i on %s asks with %s, and a body goes with its headers", (status, method, expected) => {
  const next = redirected(request({ method }), status, "/to", []);
  expect(next?.url.href).toBe("https://a.example/to");
  expect(next?.method).toBe(expected);
  const keepsBody = expected === method;
  expect(next?.body?.byteLength).toBe(keepsBody ? 3 : undefined);
  expect(next?.headers.get("content-type")).toBe(keepsBody ? "text/plain" : null);
  expect(next?.headers.get("authorization")).toBe("t");
});

test.each([
  ["https://a.example/to", true],
  ["//a.example:443/to", true],
  ["https://A.example./to", true],
  ["http://a.example/to", false],
  ["https://a.example:8443/to", false],
  ["https://b.a.example/to", false],
  ["https://b.example/to", false],
])("a redirect to %s keeps what is secret: %s", (location, kept) => {
  const next = redirected(request(), 307, location, ["X-Key"]);
  const names = [...(next?.headers.keys() ?? [])];
  expect(names).toEqual(kept ? ["accept", "authorization", "content-type", "cookie", "x-key"] : ["accept", "content-type"]);
});

test.each([
  [200, "/to"],
  [300, "/to"],
  [304, "/to"],
  [305, "/to"],
  [302, null],
])("status %i with location %j redirects to nowhere", (status, location) => {
  expect(redirected(request(), status, location, [])).toBeNull();
});

test("a redirect's address may hold letters that are not ASCII", () => {
  const location = Buffer.from("/praça?é").toString("latin1");
  expect(redirected(request(), 302, location, [])?.url.href).toBe("https://a.example/pra%C3%A7a?%C3%A9");
});

test("a redirect to what may not be called is refused", () => {
  expect(() => redirected(request(), 302, "file:///etc/passwd", [])).toThrow(BlockedAddressError);
  expect(() => redirected(request(), 302, "https://user:pass@b.example/", [])).toThrow(BlockedAddressError);
  expect(() => redirected(request(), 302, "http://:::", [])).toThrow(NetworkError);
});
