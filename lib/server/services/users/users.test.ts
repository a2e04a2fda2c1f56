import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../../scripts/test-setup/server.ts";

let server: TestServer;
let users: typeof import("./users.ts");
let account: typeof import("./own-account.ts");
let signIn: typeof import("../../auth/sign-in.ts");
let adminId: number;
const admin = () => ({ id: `user:${adminId}`, role: "admin" }) as const;
beforeAll(async () => {
  server = await startTestServer();
  [users, account, signIn] = await Promise.all([import("./users.ts"), import("./own-account.ts"), import("../../auth/sign-in.ts")]);
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.rows("TRUNCATE users, sign_in_attempts CASCADE");
  const [row] = await server.rows<{ id: number }>("INSERT INTO users (email, role) VALUES ('admin@example.com', 'admin') RETURNING id");
  adminId = row?.id ?? 0;
});

const create = (email: string, role: "viewer" | "editor" | "admin" = "viewer", with_password = true) =>
  users.createUser(admin(), { email, name: "", role, with_password });
const comesIn = async (email: string, password: string) => (await signIn.signInWithPassword(email, password, "::1")) !== null;

test("a new user's password works, is in no list, and is stored as a hash only", async () => {
  const { user, password } = await create("ana@example.com");
  expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  expect(await comesIn(user.email, password ?? "")).toBe(true);
  expect(JSON.stringify(await users.listUsers(admin(), {}))).not.toMatch(/scrypt|password_hash/);
  expect(JSON.stringify(await server.rows("SELECT * FROM users, audit_log"))).not.toContain(password);
});

test("two people can not have one address", async () => {
  await create("ana@example.com");
  await expect(create("ana@example.com")).rejects.toMatchObject({ status: 409, extras: { code: "email-taken" } });
});

test("a reset ends the old password", async () => {
  const { user, password } = await create("ana@example.com");
  const again = await users.resetPassword(admin(), user.id);
  expect(await comesIn(user.email, password ?? "")).toBe(false);
  expect(await comesIn(user.email, again.password)).toBe(true);
});

test("nobody disables or demotes themselves", async () => {
  await create("other@example.com", "admin");
  for (const change of [{ disabled: true }, { role: "viewer" as const }])
    await expect(users.patchUser(admin(), adminId, change)).rejects.toMatchObject({ extras: { code: "own-account" } });
  expect(await users.patchUser(admin(), adminId, { name: "Chefe" })).toMatchObject({ name: "Chefe", role: "admin" });
});

test("of two administrators who demote each other at once one stays", async () => {
  const { user } = await create("other@example.com", "admin", false);
  // Many rounds, because they must meet within a few milliseconds.
  for (let round = 0; round < 20; round += 1) {
    await server.rows("UPDATE users SET role = 'admin', disabled_at = NULL");
    const results = await Promise.allSettled([
      users.patchUser(admin(), user.id, { role: "viewer" }),
      users.patchUser({ id: `user:${user.id}`, role: "admin" }, adminId, { disabled: true }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await server.rows("SELECT FROM users WHERE role = 'admin' AND disabled_at IS NULL")).toHaveLength(1);
  }
});

test("a token of the API can not take the last administrator away either", async () => {
  await expect(users.patchUser({ id: "token:1", role: "admin" }, adminId, { disabled: true })).rejects.toMatchObject({
    extras: { code: "last-admin" },
  });
});

test("one's own password changes only with the current one", async () => {
  const { user, password } = await create("ana@example.com");
  const actor = { id: `user:${user.id}`, role: "viewer" } as const;
  await expect(account.changeOwnPassword(actor, user.id, { current: "wrong", password: "a new long one" })).rejects.toMatchObject({
    status: 422,
  });
  await account.changeOwnPassword(actor, user.id, { current: password ?? "", password: "a new long one" });
  expect(await comesIn(user.email, "a new long one")).toBe(true);
  const { user: without } = await create("oidc@example.com", "viewer", false);
  expect(await account.hasPassword(without.id)).toBe(false);
  await expect(account.changeOwnPassword(actor, without.id, { current: "", password: "a new long one" })).rejects.toMatchObject({
    status: 422,
  });
});

test.each(["viewer", "editor"] as const)("a %s may do none of it", async (role) => {
  const actor = { id: "user:9", role };
  const acts = [
    users.listUsers(actor, {}),
    users.createUser(actor, { email: "e@example.com", name: "", role: "admin", with_password: false }),
    users.patchUser(actor, adminId, {}),
    users.resetPassword(actor, adminId),
  ];
  for (const act of acts) await expect(act).rejects.toMatchObject({ status: 403 });
});
