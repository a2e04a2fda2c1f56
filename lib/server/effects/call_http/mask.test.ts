import { expect, test } from "vitest";
import type { HttpRequest } from "#lib/effects/call_http/effect.ts";
import { maskFor } from "./mask.ts";

const VALUE = 'pa$s/w"ö r.d+';
const MARK = "[secret key]";
const marks = [
  { mark: MARK, name: "key" },
  { mark: "[secret short]", name: "short" },
];
const values = new Map([
  ["key", VALUE],
  ["short", "pa$s"],
]);
const mask = (auth: HttpRequest["auth"] = null) => maskFor({ marks, auth } as unknown as HttpRequest, values);
const base64 = (text: string) => Buffer.from(text).toString("base64");

test.each([
  ["itself", VALUE],
  ["in an address", encodeURIComponent(VALUE)],
  ["in an address, with small digits", encodeURIComponent(VALUE).toLowerCase()],
  ["in a form", new URLSearchParams({ k: VALUE }).toString().slice(2)],
  ["in a text of JSON", JSON.stringify(VALUE).slice(1, -1)],
  ["in base64 without padding", base64(VALUE).replace(/=+$/, "")],
  ["in base64 for addresses", Buffer.from(VALUE).toString("base64url")],
])("a secret is masked: %s", (_, form) => {
  expect(mask()(`<${form}> and ${form}`)).toBe(`<${MARK}> and ${MARK}`);
});

test("a longer secret is masked whole, where a shorter one is a part of it", () => {
  expect(mask()(`${VALUE}, pa$s`)).toBe(`${MARK}, [secret short]`);
});

test("what signs in with user and password is masked as it was sent", () => {
  const sent = base64(`siga:${VALUE}`).replace(/=+$/, "");
  expect(mask({ type: "basic", username: "siga", password: MARK })(`Basic ${sent}`)).toBe(`Basic ${MARK}`);
});

test("without secrets a text stays as it is", () => {
  expect(maskFor({ marks: [], auth: null } as unknown as HttpRequest, new Map())("$& a")).toBe("$& a");
});
