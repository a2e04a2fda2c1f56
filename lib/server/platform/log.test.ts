import { expect, test } from "vitest";
import { createLog } from "./log.ts";

function logged(object: object): string {
  let line = "";
  createLog("info", { write: (text) => (line += text) }).fatal(object, "message");
  return line;
}

test.each<[string, object]>([
  ["at the top", { access_token: "s3cret", authorization: "s3cret", accessToken: "s3cret" }],
  ["one level down", { channel: { access_token: "s3cret" }, headers: { authorization: "s3cret" } }],
  [
    "deep inside",
    { a: { b: [{ request: { headers: { Authorization: "s3cret" }, body: { client_secret: "s3cret", api_key: "s3cret" } } }] } },
  ],
  [
    "in an error, in what caused it and in what is attached",
    {
      err: Object.assign(new Error("x", { cause: Object.assign(new Error("y"), { token: "s3cret" }) }), {
        password: "s3cret",
        config: { headers: { cookie: "s3cret" } },
      }),
    },
  ],
  [
    "by its look, wherever it stands",
    { err: new Error("sent Bearer s3cret.s3cret.s3cret"), note: "authorization: Bearer s3cret.s3cret.s3cret" },
  ],
])("a secret is not logged %s", (_where, object) => {
  expect(logged(object)).not.toContain("s3cret");
  expect(logged(object)).toContain('"msg":"message"');
});

test("what is no secret is logged as it is, errors with their stack and code", () => {
  const error = Object.assign(new Error("duplicate key", { cause: new Error("root") }), { code: "23505" });
  const line = JSON.parse(logged({ err: error, contactId: 7, max_tokens: 5, nothing: null })) as Record<string, unknown>;
  expect(line).toMatchObject({
    level: 60,
    contactId: 7,
    max_tokens: 5,
    nothing: null,
    err: { type: "Error", code: "23505", message: expect.stringContaining("duplicate key"), stack: expect.stringContaining("root") },
  });
});

test("an object that holds itself, or far too much, is logged in part", () => {
  const itself: Record<string, unknown> = { name: "x", list: Array.from({ length: 100_000 }, (_, n) => `item ${n}`) };
  itself.self = itself;
  expect(logged({ itself }).length).toBeLessThan(50_000);
});
