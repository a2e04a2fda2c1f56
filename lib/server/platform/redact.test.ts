import { expect, test } from "vitest";
import { REDACTED, redactSecrets } from "./redact.ts";

test.each([
  "authorization",
  "Authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "password",
  "client_secret",
  "token",
  "access_token",
  "tokens",
  "x-api-key",
  "apikey",
  "API_KEY",
  "private-key",
])("the value under %s is hidden, at any depth", (name) => {
  expect(redactSecrets({ headers: [{ [name]: "abc" }] })).toEqual({ headers: [{ [name]: REDACTED }] });
  expect(redactSecrets({ [name]: { inner: 1 } })).toEqual({ [name]: REDACTED });
});

test.each(["[secret shop]", "[secret shop_2 3]"])("%s stands for a secret, and is shown", (mark) => {
  expect(redactSecrets({ token: mark })).toEqual({ token: mark });
  expect(redactSecrets({ token: `${mark}x`, password: `x${mark}` })).toEqual({ token: REDACTED, password: REDACTED });
});

test.each(["max_tokens", "total_tokens", "prompt_tokens", "tokenizer", "passwordless", "author", "keyboard"])(
  "%s is not a secret",
  (name) => {
    expect(redactSecrets({ [name]: 300 })).toEqual({ [name]: 300 });
  },
);

test.each([
  ["Bearer abcdefghijklmnop", REDACTED],
  ["Authorization: Bearer abc.def-ghi_jkl sent", `Authorization: ${REDACTED} sent`],
  ["key sk-proj-0123456789abcdef", `key ${REDACTED}`],
  ["EAABsbCS1234567890abcdefghij", REDACTED],
  ["Olá, Ana", "Olá, Ana"],
])("in %j the credential goes and the rest stays", (text, shown) => {
  expect(redactSecrets({ text })).toEqual({ text: shown });
});

test("an absent secret is seen to be absent", () => {
  expect(redactSecrets({ token: null, secret: false })).toEqual({ token: null, secret: false });
});
