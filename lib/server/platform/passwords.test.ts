import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, isPassword, refuseWhenBusy } from "./passwords.ts";

const salt = Buffer.alloc(16);
const hashOf = (n: number) =>
  ["scrypt", n, 8, 1, salt.toString("base64url"), scryptSync("x", salt, 32, { N: n, r: 8, p: 1 }).toString("base64url")].join("$");

test("a password is known by its hash, and no other is", async () => {
  const hash = await hashPassword("correct horse battery");
  expect([await isPassword("correct horse battery", hash), await isPassword("another", hash), await isPassword("x", "none")]).toEqual([
    true,
    false,
    false,
  ]);
});

test("two are looked at at once, twenty wait, and more are told to come again; afterwards all is as before", async () => {
  const hash = hashOf(4_096);
  const results = await Promise.allSettled(Array.from({ length: 60 }, () => isPassword("x", hash)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(22);
  for (const result of results.slice(22))
    expect(result).toMatchObject({ status: "rejected", reason: { status: 429, extras: { headers: { "retry-after": "5" } } } });
  refuseWhenBusy();
  expect(await Promise.all(Array.from({ length: 22 }, () => isPassword("x", hash)))).toEqual(Array(22).fill(true));
});
