import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { isWeakSecret } from "./weak-secret.ts";

test.each([
  "changemechangeme",
  "change-me-change-me-please",
  "your-nextauth-secret-here",
  "supersecretsupersecret",
  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0123456789abcdef",
  "0123456789abcdef0123456789abcdef",
  "abcdefghijklmnopqrstuvwxyz",
  "abc123abc123abc123",
  "passwordpassword",
  "test-nextauth-secret-0123456789abcdef",
  "1234567890123456",
])("%s is guessed", (secret) => {
  expect(isWeakSecret(secret)).toBe(true);
});

test("no secret that was made at random is taken for weak", () => {
  for (let time = 0; time < 2_000; time += 1)
    for (const encoding of ["hex", "base64", "base64url"] as const) expect(isWeakSecret(randomBytes(24).toString(encoding))).toBe(false);
  expect(isWeakSecret("cavalo correto bateria grampo azul")).toBe(false);
});
