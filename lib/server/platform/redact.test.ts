import { expect, test } from "vitest";
import { HIDDEN, hideSecrets } from "./redact.ts";

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
  expect(hideSecrets({ headers: [{ [name]: "abc" }] })).toEqual({ headers: [{ [name]: HIDDEN }] });
  expect(hideSecrets({ [name]: { inner: 1 } })).toEqual({ [name]: HIDDEN });
});

test.each(["max_tokens", "total_tokens", "prompt_tokens", "tokenizer", "passwordless", "author", "keyboard"])(
  "%s is not a secret",
  (name) => {
    expect(hideSecrets({ [name]: 300 })).toEqual({ [name]: 300 });
  },
);

test.each([
  ["Bearer abcdefghijklmnop", HIDDEN],
  ["Authorization: Bearer abc.def-ghi_jkl sent", `Authorization: ${HIDDEN} sent`],
  ["key sk-proj-0123456789abcdef", `key ${HIDDEN}`],
  ["EAABsbCS1234567890abcdefghij", HIDDEN],
  ["Olá, Ana", "Olá, Ana"],
])("in %j the credential goes and the rest stays", (text, shown) => {
  expect(hideSecrets({ text })).toEqual({ text: shown });
});

test("an absent secret is seen to be absent", () => {
  expect(hideSecrets({ token: null, secret: false })).toEqual({ token: null, secret: false });
});
