import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { config, proxy } from "../../../proxy.ts";

const BROKEN = ["%", "%E0%A4", "%E0%A4%A", "%zz", "%C3", "%ff", "%2", "a%80b"];
const ask = (path: string, headers: Record<string, string> = {}) => proxy(new NextRequest(`http://siga.test${path}`, { headers }));
/** Near enough to how Next reads a matcher: none of ours has a parameter. */
const isMatched = (path: string) => config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path));

test.each(BROKEN)("%s in an address of the API is a problem, at both its addresses", async (part) => {
  for (const path of [`/api/v1/flows/${part}`, `/flows/${part}/nodes`, `/api/v1/${part}`]) {
    expect(isMatched(path), path).toBe(true);
    const answer = await ask(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    expect(await answer.json()).toMatchObject({ type: "urn:siga:problem:invalid-address", title: "Bad Request", status: 400 });
  }
});

test.each(BROKEN)("%s in a page's address is told in the reader's language, signed in or not", async (part) => {
  for (const path of [`/console/flows/${part}`, `/${part}`, `/console/${part}.css`]) {
    expect(isMatched(path), path).toBe(true);
    const answer = await ask(path, { "accept-language": "en" });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      "This address cannot be read: it contains a stray or incomplete %. Check the link.",
    ]);
    expect(await (await ask(path, { "accept-language": "en", cookie: "siga_locale=pt-BR" })).text()).toMatch(/^Este endereço/);
  }
});

test("the webhook and what calls the API in plain characters go past the proxy", () => {
  for (const path of [
    "/webhook/whatsapp",
    "/api/v1/flows/1/nodes/hello",
    "/api/v1/flows/1/nodes/a%20b",
    "/flows",
    "/_next/static/chunks/a%5B1%5D.js",
    "/icon.svg",
  ])
    expect([path, isMatched(path)]).toEqual([path, false]);
});

test("an address of the API with other characters, rightly written, is left to the API", async () => {
  const path = "/api/v1/flows/1/nodes/ol%C3%A1";
  expect(isMatched(path)).toBe(true);
  const answer = await ask(path);
  expect([answer.headers.get("x-middleware-next"), answer.headers.get("content-security-policy")]).toEqual(["1", null]);
});
