import { expect, test } from "vitest";
import { loginAddress, safePath } from "./safe-path.ts";

test.each([
  ["/console/flows/1?tab=log", "/console/flows/1?tab=log"],
  ["/", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/a\\..\\evil", "/"],
  ["https://evil.example/", "/"],
  ["javascript:alert(1)", "/"],
  ["/\t/evil.example", "/"],
  ["/%2F/evil.example", "/%2F/evil.example"],
  ["/./\n/evil", "/"],
  ["/..//evil.example", "/"],
  ["/login?callbackUrl=/login", "/"],
  ["/api/auth/signout", "/"],
  ["", "/"],
  [null, "/"],
  [`/${"a".repeat(2_000)}`, "/"],
])("%j leads to %s", (wanted, expected) => {
  expect(safePath(wanted)).toBe(expected);
});

test("the way back is in the login page's address, unless it is the first page", () => {
  expect(loginAddress("/")).toBe("/login");
  expect(loginAddress("/console/contacts?q=a&b=c")).toBe("/login?callbackUrl=%2Fconsole%2Fcontacts%3Fq%3Da%26b%3Dc");
});
