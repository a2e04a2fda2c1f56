import { expect, test, vi } from "vitest";
import * as settings from "../platform/env.ts";
import { isOwnOrigin, isServerAction, otherName, settleOrigin } from "./own-origin.ts";

const PUBLIC = "https://siga.example.com";

test.each<[string, Record<string, string>, string | undefined, boolean]>([
  ["our own page", { "sec-fetch-site": "same-origin", origin: PUBLIC, host: "127.0.0.1:3000" }, PUBLIC, true],
  ["our public address behind a proxy with its own Host", { origin: PUBLIC, host: "127.0.0.1:3000" }, PUBLIC, true],
  ["the address that was called", { origin: "http://10.0.0.7:3000", host: "10.0.0.7:3000" }, PUBLIC, true],
  ["a page elsewhere that says the proxy's words", { origin: "https://evil.test", "x-forwarded-host": "evil.test" }, PUBLIC, false],
  [
    "a page elsewhere, told by a proxy of nobody's",
    { origin: PUBLIC, "x-forwarded-host": "siga.example.com", host: "web" },
    undefined,
    true,
  ],
  ["our public address by another scheme", { origin: "http://siga.example.com", host: "web" }, PUBLIC, false],
  ["a page whose address begins like ours", { origin: `${PUBLIC}.evil.test`, host: "web" }, PUBLIC, false],
  ["another site, whatever it says", { "sec-fetch-site": "cross-site", origin: PUBLIC }, PUBLIC, false],
  ["a sister site", { "sec-fetch-site": "same-site", origin: PUBLIC }, PUBLIC, false],
  ["a link or a bookmark", { "sec-fetch-site": "none" }, PUBLIC, false],
  ["a sandbox", { origin: "null", host: "web" }, PUBLIC, false],
  ["nowhere", { host: "web" }, PUBLIC, false],
])("%s", (_, headers, NEXTAUTH_URL, expected) => {
  const env = vi.spyOn(settings, "env").mockReturnValue({ ...settings.env(), NEXTAUTH_URL });
  expect(isOwnOrigin(new Headers(headers))).toBe(expected);
  env.mockRestore();
});

test("a form may run an action as well as Next's own call; a look at a page does not", () => {
  const isAction = (method: string, headers: Record<string, string>) => isServerAction({ method, headers: new Headers(headers) });
  expect([
    isAction("POST", { "next-action": "00ab" }),
    isAction("POST", { "content-type": "multipart/form-data; boundary=x" }),
    isAction("POST", { "content-type": "application/x-www-form-urlencoded" }),
    isAction("GET", { "next-action": "00ab" }),
    isAction("POST", { "content-type": "application/json" }),
  ]).toEqual([true, true, true, false, false]);
});

test("Next is told the address that the page has, and no origin that it could not read", () => {
  const [known, opaque] = [new Headers({ origin: PUBLIC, host: "web" }), new Headers({ origin: "null", host: "web" })];
  settleOrigin(known);
  settleOrigin(opaque);
  expect([known.get("x-forwarded-host"), opaque.has("origin")]).toEqual(["siga.example.com", false]);
});

test("where only a name stands between a page and us, both names can be told; where a browser says it is another site, none", () => {
  expect(otherName(new Headers({ origin: PUBLIC, host: "127.0.0.1:3000" }))).toEqual({ origin: PUBLIC, host: "127.0.0.1:3000" });
  expect(otherName(new Headers({ origin: PUBLIC, host: "web", "sec-fetch-site": "cross-site" }))).toBeNull();
  expect(otherName(new Headers({ host: "web" }))).toBeNull();
});
