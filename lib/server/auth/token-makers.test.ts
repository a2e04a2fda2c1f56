import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { BOOTSTRAP_TOKEN, startTestApi, type TestApi } from "../../../scripts/test-setup/api.ts";

let api: TestApi;
let users: typeof import("#server/services/users/users");
let tokens: typeof import("./api-tokens.ts");
const chief = { id: "user:1", role: "admin" } as const;
const maker = { id: "user:2", role: "admin" } as const;
beforeAll(async () => {
  api = await startTestApi();
  [users, tokens] = await Promise.all([import("#server/services/users/users"), import("./api-tokens.ts")]);
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.query("TRUNCATE users CASCADE");
  await api.db.query("DELETE FROM api_tokens WHERE created_by LIKE 'user:%'");
  await api.db.query("INSERT INTO users (id, email, role) VALUES (1, 'chief@example.com', 'admin'), (2, 'maker@example.com', 'admin')");
});

const make = async (role: "viewer" | "editor" | "admin" = "admin") => (await tokens.createApiToken(maker, { name: "CRM", role })).token;
const statuses = async (token: string) => [
  (await api.call("PATCH", "/channels/1", { token, json: {} })).status,
  (await api.call("POST", "/flows", { token, json: { name: "f" } })).status,
  (await api.call("GET", "/flows", { token })).status,
];
const [ADMIN, EDITOR, VIEWER, NOBODY] = [
  [404, 201, 200],
  [403, 201, 200],
  [403, 403, 200],
  [401, 401, 401],
];

test("a token reaches no further than its maker's role at the moment of use, and no further than its own", async () => {
  const [all, some] = [await make(), await make("editor")];
  expect(await statuses(all)).toEqual(ADMIN);
  await users.patchUser(chief, 2, { role: "editor" });
  expect([await statuses(all), await statuses(some)]).toEqual([EDITOR, EDITOR]);
  await users.patchUser(chief, 2, { role: "viewer" });
  expect([await statuses(all), await statuses(some)]).toEqual([VIEWER, VIEWER]);
  await users.patchUser(chief, 2, { role: "admin" });
  expect([await statuses(all), await statuses(some)]).toEqual([ADMIN, EDITOR]);
});

test("disabling somebody ends their tokens for good, unless they are kept by whoever disables", async () => {
  const ended = await make();
  await users.patchUser(chief, 2, { disabled: true });
  expect(await statuses(ended)).toEqual(NOBODY);
  await users.patchUser(chief, 2, { disabled: false });
  expect(await statuses(ended)).toEqual(NOBODY);

  const kept = await make();
  await users.patchUser(chief, 2, { disabled: true, tokens: "keep" });
  expect(await statuses(kept)).toEqual(ADMIN);
  // It is the other administrator's now.
  await users.patchUser(maker, 1, { role: "viewer" }).catch(() => {});
  await api.db.query("UPDATE users SET role = 'viewer' WHERE id = 1");
  expect(await statuses(kept)).toEqual(VIEWER);
});

test("demoting may revoke them, too, and the audit log names each", async () => {
  const token = await make();
  expect((await users.listUsers(chief, {})).items.map(({ id, live_tokens }) => [id, live_tokens])).toEqual([
    [2, 1],
    [1, 0],
  ]);
  expect(await users.patchUser(chief, 2, { role: "editor", tokens: "revoke" })).toMatchObject({ live_tokens: 0 });
  expect(await statuses(token)).toEqual(NOBODY);
  const { rows } = await api.db.query("SELECT actor, action FROM audit_log WHERE object_type = 'api_token' ORDER BY id DESC LIMIT 1");
  expect(rows).toEqual([{ actor: "user:1", action: "token.revoked" }]);
});

test("a maker who is disabled or gone in the database only ends them all the same", async () => {
  const token = await make();
  await api.db.query("UPDATE users SET disabled_at = now() WHERE id = 2");
  expect(await statuses(token)).toEqual(NOBODY);
  await api.db.query("UPDATE users SET disabled_at = NULL WHERE id = 2");
  expect(await statuses(token)).toEqual(ADMIN);
  await api.db.query("DELETE FROM users WHERE id = 2");
  expect(await statuses(token)).toEqual(NOBODY);
});

test("one from before makers were known goes on as it was", async () => {
  const token = await make();
  await api.db.query("UPDATE api_tokens SET created_by = NULL, expires_at = NULL");
  await api.db.query("UPDATE users SET disabled_at = now()");
  expect(await statuses(token)).toEqual(ADMIN);
});

test("a new one lasts 90 days unless another time, or none, is chosen", async () => {
  const { createTokenBody } = await import("#lib/api/tokens.ts");
  expect(createTokenBody.parse({ name: "CRM", role: "viewer" }).days).toBe(90);
  await make();
  await tokens.createApiToken(maker, { name: "for good", role: "viewer", expiresAt: null });
  const listed = await tokens.listApiTokens(maker);
  const days = listed
    .filter(({ created_by }) => created_by === "maker@example.com")
    .map(({ expires_at }) => expires_at && Math.round((Date.parse(expires_at) - Date.now()) / 86_400_000));
  expect(days).toEqual([null, 90]);
});

test("WORKFLOW_API_TOKEN stands in the list with its last use, and is refused once its time has passed", async () => {
  const listed = async () => (await tokens.listApiTokens(chief)).find(({ id }) => id === null);
  const { env } = await import("../platform/env.ts");
  await api.db.query("DELETE FROM environment_tokens");
  expect(await listed()).toMatchObject({ name: "WORKFLOW_API_TOKEN", role: "admin", last_used_at: null, expires_at: null, expired: false });
  vi.setSystemTime(Date.now() + 120_000);
  expect(await statuses(BOOTSTRAP_TOKEN)).toEqual(ADMIN);
  expect((await listed())?.last_used_at).toEqual(expect.any(String));
  env().WORKFLOW_API_TOKEN_UNTIL = new Date(Date.now() + 1_000);
  expect(await statuses(BOOTSTRAP_TOKEN)).toEqual(ADMIN);
  vi.setSystemTime(Date.now() + 2_000);
  expect(await statuses(BOOTSTRAP_TOKEN)).toEqual(NOBODY);
  expect((await api.call("GET", "/flows", { token: BOOTSTRAP_TOKEN })).body.detail).toContain("WORKFLOW_API_TOKEN_UNTIL");
  expect(await listed()).toMatchObject({ expired: true });
  vi.useRealTimers();
});

test("until when WORKFLOW_API_TOKEN is good is a day, to its end in UTC, or a moment", async () => {
  const { parseEnv } = await import("../platform/env.ts");
  const until = (text: string) => parseEnv({ WORKFLOW_API_TOKEN_UNTIL: text }).WORKFLOW_API_TOKEN_UNTIL?.toISOString();
  expect([until(""), until("2027-01-31"), until("2027-01-31T12:00:00-03:00")]).toEqual([
    undefined,
    "2027-02-01T00:00:00.000Z",
    "2027-01-31T15:00:00.000Z",
  ]);
  for (const wrong of ["soon", "31/01/2027", "2027-02-30", "2027-01-31T12:00"])
    expect(() => until(wrong), wrong).toThrow("WORKFLOW_API_TOKEN_UNTIL");
});
