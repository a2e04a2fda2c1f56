import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../scripts/test-setup/server.ts";

let server: TestServer;
let users: typeof import("#server/services/users/users");
let account: typeof import("#server/services/users/own-account");
let session: typeof import("./session-cookie.ts");
const admin = { id: "user:1", role: "admin" } as const;
const self = { id: "user:2", role: "editor" } as const;
beforeAll(async () => {
  server = await startTestServer();
  users = await import("#server/services/users/users");
  account = await import("#server/services/users/own-account");
  session = await import("./session-cookie.ts");
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.rows("TRUNCATE users CASCADE");
  await server.rows("DELETE FROM sign_in_attempts");
  await server.rows("INSERT INTO users (id, email, role) VALUES (1, 'admin@example.com', 'admin'), (2, 'ana@example.com', 'editor')");
});

/** A cookie of a session that began now, or as the release before made it, without saying when it began. */
async function newCookie(more: object = {}): Promise<string> {
  const claims = session.beginSession({ id: "2", credential: session.credentialOf(null) });
  const cookie = await encode({ token: { ...claims, ...more }, secret: session.sessionSecret() });
  await new Promise((resolve) => setTimeout(resolve, 5));
  return cookie;
}
const opens = async (cookie: string) => (await session.signedInBy(cookie)) !== null;

test("disabled and enabled again: the old cookie opens nothing, a new one does", async () => {
  const [cookie, ofBefore] = [await newCookie(), await newCookie({ began: undefined })];
  expect([await opens(cookie), await opens(ofBefore)]).toEqual([true, true]);
  await users.patchUser(admin, 2, { disabled: true });
  await users.patchUser(admin, 2, { disabled: false });
  expect([await opens(cookie), await opens(ofBefore)]).toEqual([false, false]);
  expect(await opens(await newCookie())).toBe(true);
});

test("a demotion ends sessions; a promotion, a new name and the same role do not", async () => {
  const cookie = await newCookie();
  for (const change of [{ role: "admin" }, { role: "admin" }, { name: "Ana" }, { disabled: false }] as const)
    await users.patchUser(admin, 2, change);
  expect(await opens(cookie)).toBe(true);
  await users.patchUser(admin, 2, { role: "editor" });
  expect(await opens(cookie)).toBe(false);
});

test("signing out everywhere ends all of one's sessions, and those of nobody else", async () => {
  const cookies = [await newCookie(), await newCookie()];
  const others = await encode({
    token: session.beginSession({ id: "1", credential: session.credentialOf(null) }),
    secret: session.sessionSecret(),
  });
  await account.signOutEverywhere(self, 2);
  expect(await Promise.all(cookies.map(opens))).toEqual([false, false]);
  expect(await opens(others)).toBe(true);
  expect(await opens(await newCookie())).toBe(true);
});

test("an administrator signs somebody out everywhere; nobody else does", async () => {
  const cookie = await newCookie();
  await expect(users.endSessions(self, 1)).rejects.toMatchObject({ status: 403 });
  await expect(users.endSessions(admin, 9)).rejects.toMatchObject({ status: 404 });
  await users.endSessions(admin, 2);
  expect(await opens(cookie)).toBe(false);
  expect(await server.rows("SELECT actor, object_id FROM audit_log WHERE action = 'user.sessions_ended' ORDER BY id DESC LIMIT 1")).toEqual(
    [{ actor: "user:1", object_id: "2" }],
  );
});

test("wrong current passwords are counted: after five even the right one waits, and the audit log tells once", async () => {
  const { hashPassword } = await import("../platform/passwords.ts");
  await server.rows("UPDATE users SET password_hash = $1 WHERE id = 2", [await hashPassword("correct horse battery")]);
  const change = (current: string) => account.changeOwnPassword(self, 2, { current, password: "another long one" });
  for (let attempt = 0; attempt < 5; attempt += 1) await expect(change("wrong")).rejects.toMatchObject({ status: 422 });
  for (let attempt = 0; attempt < 3; attempt += 1)
    await expect(change("correct horse battery")).rejects.toMatchObject({
      status: 429,
      extras: { code: "too-many-attempts", headers: { "retry-after": expect.stringMatching(/^\d+$/) } },
    });
  expect(await server.rows("SELECT actor, object_id, details FROM audit_log WHERE action = 'user.password_change_failed'")).toEqual([
    { actor: "user:2", object_id: "2", details: { attempts: 5 } },
  ]);
  await server.rows("UPDATE sign_in_attempts SET since = now() - interval '16 minutes'");
  await change("correct horse battery");
});
