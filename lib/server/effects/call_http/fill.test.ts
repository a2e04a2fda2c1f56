import { expect, test } from "vitest";
import type { HttpRequest } from "#lib/effects/call_http/effect.ts";
import { outgoing } from "./fill.ts";

const request = (more: Partial<HttpRequest>): HttpRequest => ({
  method: "POST",
  url: "https://api.example.com/orders",
  query: [],
  headers: [],
  auth: null,
  body: null,
  timeout_seconds: 10,
  retries: 0,
  idempotency_header: null,
  marks: [
    { mark: "[secret key]", name: "key" },
    { mark: "[secret other]", name: "other" },
  ],
  ...more,
});
const SECRETS = new Map([
  ["key", 'a/b "c"&é'],
  ["other", "[secret key]"],
]);
const sent = (more: Partial<HttpRequest>) => outgoing(request(more), SECRETS);
const ENCODED = "a%2Fb%20%22c%22%26%C3%A9";

test.each<[string, Partial<HttpRequest>, string]>([
  [
    "one component of an address",
    { url: "https://api.example.com/bot[secret key]/x?k=[secret key]#part" },
    `https://api.example.com/bot${ENCODED}/x?k=${ENCODED}`,
  ],
  ["a query", { query: [{ name: "k", value: "v [secret key]" }] }, "https://api.example.com/orders?k=v+a%2Fb+%22c%22%26%C3%A9"],
  ["a query behind another", { url: "https://api.example.com/?a=1", query: [{ name: "k", value: "" }] }, "https://api.example.com/?a=1&k="],
])("a secret fits into %s", (_, more, url) => {
  expect(sent(more).url).toBe(url);
});

test("an address may begin with a secret, which is then no component of it", () => {
  const begun = outgoing(request({ url: "[secret key]/x/[secret key]" }), new Map([["key", "https://hooks.example.com/T/B"]]));
  expect(begun.url).toBe("https://hooks.example.com/T/B/x/https%3A%2F%2Fhooks.example.com%2FT%2FB");
});

test.each<[string, HttpRequest["body"], string, string]>([
  ["JSON", { type: "json", value: { k: ["[secret key]", 1, null] } }, '{"k":["a/b \\"c\\"&é",1,null]}', "application/json"],
  [
    "a form",
    { type: "form", value: [{ name: "k", value: "[secret key]" }] },
    "k=a%2Fb+%22c%22%26%C3%A9",
    "application/x-www-form-urlencoded",
  ],
  ["a text", { type: "text", value: "<[secret key]>" }, '<a/b "c"&é>', "text/plain; charset=utf-8"],
])("a secret fits into %s", (_, body, text, type) => {
  expect(sent({ body })).toMatchObject({ body: text, headers: [["content-type", type]] });
  const own = sent({ body, headers: [{ name: "Content-Type", value: "x/y" }] });
  expect(own.headers).toEqual([["Content-Type", "x/y"]]);
});

test.each<[HttpRequest["auth"], [string, string]]>([
  [{ type: "bearer", token: "[secret key]" }, ["authorization", 'Bearer a/b "c"&é']],
  [{ type: "basic", username: "u", password: "[secret key]" }, ["authorization", `Basic ${btoa('u:a/b "c"&\u00c3\u00a9')}`]],
  [{ type: "header", name: "X-Key", value: "[secret key]" }, ["X-Key", 'a/b "c"&é']],
])("who signs in by %j does so instead of a header of the same name", (auth, header) => {
  const headers = [
    { name: "X-A", value: "1" },
    { name: "Authorization", value: "Bearer x" },
    { name: "x-key", value: "y" },
  ];
  const names = sent({ auth, headers }).headers;
  expect(names.filter(([name]) => name.toLowerCase() === header[0].toLowerCase())).toEqual([header]);
  expect(names).toHaveLength(3);
});

test("a secret that looks like another's mark stays what it is", () => {
  expect(sent({ body: { type: "text", value: "[secret other][secret key][secret none]" } }).body).toBe(
    '[secret key]a/b "c"&é[secret none]',
  );
});
