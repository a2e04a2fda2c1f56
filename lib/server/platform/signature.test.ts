import { expect, test } from "vitest";
import { isSameSecret, isSignedBy, sign } from "./signature.ts";

// RFC 4231, test case 2: HMAC-SHA-256 with a known answer, so that both sides cannot be wrong in the same way.
const [KEY, DATA, DIGEST] = ["Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"];

test("the signature is HMAC-SHA256 of the bytes, in Meta's form", () => {
  expect(sign(KEY, DATA)).toBe(`sha256=${DIGEST}`);
  expect(isSignedBy(KEY, Buffer.from(DATA), `sha256=${DIGEST}`)).toBe(true);
  expect(isSignedBy(KEY, Buffer.from(DATA), `sha256=${DIGEST.toUpperCase()}`)).toBe(true);
});

test.each([
  ["nothing", null],
  ["an empty text", ""],
  ["the digest alone", DIGEST],
  ["SHA-1", `sha1=${DIGEST.slice(0, 40)}`],
  ["one digit less", `sha256=${DIGEST.slice(1)}`],
  ["one digit more", `sha256=${DIGEST}0`],
  ["a digit that is none", `sha256=${DIGEST.slice(1)}g`],
  ["one bit off", `sha256=${DIGEST.slice(0, -1)}2`],
  ["two of them", `sha256=${DIGEST}, sha256=${DIGEST}`],
  ["a line break behind it", `sha256=${DIGEST}\n`],
])("%s is no signature", (_name, header) => {
  expect(isSignedBy(KEY, Buffer.from(DATA), header)).toBe(false);
});

test("changed bytes or another secret undo a signature", () => {
  expect(isSignedBy(KEY, Buffer.from(`${DATA} `), `sha256=${DIGEST}`)).toBe(false);
  expect(isSignedBy("jefe", Buffer.from(DATA), `sha256=${DIGEST}`)).toBe(false);
});

test("secrets of any length are compared whole", () => {
  expect(isSameSecret("verify", "verify")).toBe(true);
  for (const given of ["", "verif", "verify ", "Verify", "é"]) expect(isSameSecret(given, "verify")).toBe(false);
});
