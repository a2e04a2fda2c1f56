import { scryptSync } from "node:crypto";
import { decode, encode, type JWT } from "next-auth/jwt";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { startTestApi, type TestApi } from "../../../scripts/test-setup/api.ts";
import type { Admitted } from "./sign-in.ts";

const PASSWORD = "correct horse battery";
let api: TestApi;
let signIn: typeof import("./sign-in.ts");
let session: typeof import("./session-cookie.ts");
let hash: string;
beforeAll(async () => {
  api = await startTestApi();
  signIn = await import("./sign-in.ts");
  session = await import("./session-cookie.ts");
  // Cheap, because the tries here are many; the cost is written into each hash.
  const salt = Buffer.alloc(16);
  hash = [
    "scrypt",
    1024,
    8,
    1,
    salt.toString("base64url"),
    scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 }).toString("base64url"),
  ].join("$");
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.db.query("TRUNCATE users, sign_in_attempts CASCADE");
  await api.db.query("INSERT INTO users (email, role, password_hash) VALUES ('ana@example.com', 'editor', $1)", [hash]);
});

const tryIt = (email: string, password: string, address = "10.0.0.1") => signIn.signInWithPassword(email, password, address);
const admitted = async (): Promise<Admitted> => {
  const user = await tryIt("ana@example.com", PASSWORD);
  if (user === null) throw new Error("was not let in");
  return user;
};
/** As next-auth makes it out of what `jwt` returns. */
const cookieOf = (user: Admitted, options: { secret?: string; maxAge?: number; claims?: object } = {}) =>
  encode({
    token: { ...session.beginSession(user), ...options.claims },
    secret: options.secret ?? session.sessionSecret(),
    ...(options.maxAge === undefined ? {} : { maxAge: options.maxAge }),
  });
const call = async (method: string, cookie: string, headers: Record<string, string> = {}) =>
  (
    await api.call(method, "/flows", {
      token: null,
      headers: { cookie: `other=1; siga_session=${cookie}`, host: "siga.test", ...headers },
      ...(method === "GET" ? {} : { json: { name: "n" } }),
    })
  ).status;

test("the right password lets in, whatever the case of the address; a wrong one, an unknown and a disabled user do not", async () => {
  expect(await tryIt(" ANA@example.com ", PASSWORD)).toMatchObject({ email: "ana@example.com" });
  expect(await tryIt("ana@example.com", `${PASSWORD}!`)).toBeNull();
  expect(await tryIt("nobody@example.com", PASSWORD)).toBeNull();
  await api.db.query("UPDATE users SET disabled_at = now()");
  expect(await tryIt("ana@example.com", PASSWORD)).toBeNull();
});

test("somebody without a password comes in by none", async () => {
  await api.db.query("UPDATE users SET password_hash = NULL");
  for (const password of ["", "null", PASSWORD]) expect(await tryIt("ana@example.com", password)).toBeNull();
});

test("after five wrong passwords even the right one waits; from another address it does not", async () => {
  const wrong = await Promise.all(Array.from({ length: 5 }, () => tryIt("ana@example.com", "wrong")));
  expect(wrong).toEqual([null, null, null, null, null]);
  await expect(tryIt("ana@example.com", PASSWORD)).rejects.toMatchObject({
    status: 429,
    extras: { code: "too-many-attempts", headers: { "retry-after": expect.stringMatching(/^[1-9]\d*$/) } },
  });
  expect(await tryIt("ana@example.com", PASSWORD, "10.0.0.2")).not.toBeNull();
  await api.db.query("UPDATE sign_in_attempts SET since = now() - interval '16 minutes'");
  expect(await tryIt("ana@example.com", PASSWORD)).not.toBeNull();
});

test("what strangers try with somebody's account does not lock its owner out where they have signed in before", async () => {
  expect(await tryIt("ana@example.com", PASSWORD, "203.0.113.7")).not.toBeNull();
  for (let attempt = 0; attempt < 70; attempt += 1) await tryIt("ana@example.com", "wrong", `10.1.${attempt}.1`).catch(() => {});
  await expect(tryIt("ana@example.com", PASSWORD, "198.51.100.1")).rejects.toMatchObject({ status: 429 });
  expect(await tryIt("ana@example.com", PASSWORD, "203.0.113.7")).not.toBeNull();
  // The limits of that address itself hold there too.
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await tryIt("ana@example.com", "wrong", "203.0.113.7")).toBeNull();
  await expect(tryIt("ana@example.com", PASSWORD, "203.0.113.7")).rejects.toMatchObject({ status: 429 });
  const { rows } = await api.db.query("SELECT * FROM sign_in_addresses");
  expect(JSON.stringify(rows)).not.toContain("203.0.113.7");
});

test("a caller with a whole network of IPv6 addresses counts as one", async () => {
  for (let attempt = 0; attempt < 5; attempt += 1) expect(await tryIt("ana@example.com", "wrong", `2001:db8::${attempt}`)).toBeNull();
  await expect(tryIt("ana@example.com", PASSWORD, "2001:db8::ffff")).rejects.toMatchObject({ status: 429 });
  expect(await tryIt("ana@example.com", PASSWORD, "2001:db8:0:1::1")).not.toBeNull();
});

test("failures that had to wait are in the audit log: once an address, without what was typed", async () => {
  for (let attempt = 0; attempt < 9; attempt += 1) await tryIt("ana@example.com", "a secret", "10.0.1.1").catch(() => {});
  for (let attempt = 0; attempt < 9; attempt += 1) await tryIt("my password by mistake", "x", "10.0.1.1").catch(() => {});
  for (let attempt = 0; attempt < 9; attempt += 1) await tryIt("my password by mistake", "x", "10.0.1.9").catch(() => {});
  const { rows } = await api.db.query(
    `SELECT a.actor, u.email, a.details FROM audit_log a LEFT JOIN users u ON u.id::text = a.object_id
      WHERE action = 'user.sign_in_failed' AND a.details ->> 'address' LIKE '10.0.1.%' ORDER BY a.id`,
  );
  expect(rows).toEqual([
    { actor: "nobody", email: "ana@example.com", details: { address: "10.0.1.1", attempts: 5 } },
    { actor: "nobody", email: null, details: { address: "10.0.1.9", attempts: 5 } },
  ]);
});

test("of many tries at once only five are looked at", async () => {
  const results = await Promise.allSettled(Array.from({ length: 12 }, () => tryIt("ana@example.com", "wrong")));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
});

test("who mistypes and then gets it right begins anew", async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let attempt = 0; attempt < 4; attempt += 1) expect(await tryIt("ana@example.com", "wrong")).toBeNull();
    await admitted();
  }
});

test("a session ends when it expires, is forged, or its user is disabled, deleted or given a new password", async () => {
  const user = await admitted();
  const cookie = await cookieOf(user);
  expect(await session.signedInBy(cookie)).toMatchObject({ actor: { id: `user:${user.id}`, role: "editor" } });
  expect(await session.signedInBy(await cookieOf(user, { maxAge: -60 }))).toBeNull();
  expect(await session.signedInBy(await cookieOf(user, { secret: "some other secret of theirs" }))).toBeNull();
  for (const broken of [undefined, "", "x", cookie.slice(0, -2), `${cookie}x`]) expect(await session.signedInBy(broken)).toBeNull();
  for (const change of ["disabled_at = now()", "password_hash = 'scrypt$other'", "role = 'owner'"]) {
    await api.db.query(`UPDATE users SET ${change}`);
    expect(await session.signedInBy(cookie), change).toBeNull();
    await api.db.query("UPDATE users SET disabled_at = NULL, password_hash = $1, role = 'editor'", [hash]);
  }
  expect(await session.signedInBy(cookie)).not.toBeNull();
  await api.db.query("DELETE FROM users");
  expect(await session.signedInBy(cookie)).toBeNull();
});

test("who signs out ends that session for every copy of its cookie, and no other session", async () => {
  const { callbacks, events } = (await import("./next-auth-options.ts")).nextAuthOptions();
  const user = await admitted();
  const claimsOf = (cookie: string) => decode({ token: cookie, secret: session.sessionSecret() }).then((claims) => claims as JWT);
  const signInAgain = async () =>
    encode({ token: (await callbacks?.jwt?.({ token: {}, user } as never)) ?? {}, secret: session.sessionSecret() });
  const [cookie, elsewhere] = [await signInAgain(), await signInAgain()];
  // next-auth writes a cookie anew when it is asked for the session.
  const renewed = await encode({
    token: (await callbacks?.jwt?.({ token: await claimsOf(cookie) } as never)) ?? {},
    secret: session.sessionSecret(),
  });
  for (const copy of [cookie, renewed, elsewhere]) expect(await session.signedInBy(copy)).not.toBeNull();

  for (let times = 0; times < 2; times += 1) await events?.signOut?.({ token: await claimsOf(cookie) } as never);
  expect([await session.signedInBy(cookie), await session.signedInBy(renewed)]).toEqual([null, null]);
  expect(await call("GET", cookie)).toBe(401);
  expect(await call("GET", elsewhere)).toBe(200);
});

test("a session lasts a week from signing in, however often its cookie is written anew", async () => {
  const user = await admitted();
  const now = vi.spyOn(Date, "now").mockReturnValue(1_800_000_000_000);
  expect(session.beginSession(user).ends).toBe(1_800_000_000 + 7 * 24 * 3_600);
  now.mockRestore();
  expect(await session.signedInBy(await cookieOf(user, { claims: { ends: Math.floor(Date.now() / 1_000) - 1 } }))).toBeNull();
});

test("a changed role holds at the next request of a session that began before", async () => {
  const cookie = await cookieOf(await admitted());
  expect(await call("POST", cookie, { "sec-fetch-site": "same-origin" })).toBe(201);
  await api.db.query("UPDATE users SET role = 'viewer'");
  expect(await call("POST", cookie, { "sec-fetch-site": "same-origin" })).toBe(403);
  expect(await call("GET", cookie)).toBe(200);
});

test.each<[string, Record<string, string>, number]>([
  ["our own page", { "sec-fetch-site": "same-origin" }, 201],
  ["our own page, in a browser that names the origin only", { origin: "http://siga.test" }, 201],
  ["our own page behind a proxy", { origin: "https://siga.example", "x-forwarded-host": "siga.example" }, 201],
  ["another site", { "sec-fetch-site": "cross-site", origin: "http://siga.test" }, 403],
  ["a sister site", { "sec-fetch-site": "same-site" }, 403],
  ["another origin", { origin: "http://evil.test" }, 403],
  ["another port", { origin: "http://siga.test:8080" }, 403],
  ["a sandbox", { origin: "null" }, 403],
  ["nowhere", {}, 403],
])("a session's change that comes from %s", async (_, headers, expected) => {
  expect(await call("POST", await cookieOf(await admitted()), headers)).toBe(expected);
});

test("a session's change is JSON or nothing", async () => {
  const cookie = await cookieOf(await admitted());
  expect(await call("POST", cookie, { "sec-fetch-site": "same-origin", "content-type": "text/plain" })).toBe(415);
});
