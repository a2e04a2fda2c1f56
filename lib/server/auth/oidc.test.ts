import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../scripts/test-setup/server.ts";

let server: TestServer;
let options: typeof import("./next-auth-options.ts");
let signIn: typeof import("./sign-in.ts");
const ISSUER = "https://id.example";
beforeAll(async () => {
  server = await startTestServer({ NEXTAUTH_OIDC_ISSUER: `${ISSUER}/`, NEXTAUTH_OIDC_CLIENT_ID: "siga", NEXTAUTH_OIDC_CLIENT_SECRET: "s" });
  options = await import("./next-auth-options.ts");
  signIn = await import("./sign-in.ts");
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.rows("TRUNCATE users CASCADE");
  await server.rows("INSERT INTO users (email, role) VALUES ('ana@example.com', 'admin'), ('rui@example.com', 'viewer')");
});

/** As next-auth calls it with the claims of an ID token; whether they came in, and as whom. */
async function comesIn(claims: Record<string, unknown>): Promise<string | false> {
  const user: { email?: unknown; id?: string } = { email: claims["email"] ?? null };
  const admitted = await options.nextAuthOptions().callbacks?.signIn?.({ account: { provider: "oidc" }, user, profile: claims } as never);
  return admitted === true && String(user.email);
}
const claims = (more: object = {}) => ({ iss: ISSUER, sub: "s-1", email: "ana@example.com", email_verified: true, ...more });
const bindings = () => server.rows("SELECT email, oidc_issuer, oidc_subject FROM users WHERE oidc_subject IS NOT NULL");

test("the first sign-in binds a verified address to the provider's subject, and the audit log tells", async () => {
  expect(await comesIn(claims({ email: "Ana@Example.com" }))).toBe("ana@example.com");
  expect(await bindings()).toEqual([{ email: "ana@example.com", oidc_issuer: ISSUER, oidc_subject: "s-1" }]);
  expect(
    await server.rows("SELECT a.action, u.email, a.details FROM audit_log a JOIN users u ON u.id::text = a.object_id ORDER BY a.id"),
  ).toEqual([
    { action: "user.oidc_bound", email: "ana@example.com", details: { issuer: ISSUER, subject: "s-1" } },
    { action: "user.signed_in", email: "ana@example.com", details: { way: "oidc" } },
  ]);
});

test.each([undefined, false, null, "true", 1, "false", {}])("an address with email_verified %j is nobody's", async (email_verified) => {
  expect(await comesIn(claims({ email_verified }))).toBe(false);
  expect(await bindings()).toEqual([]);
});

test("an address without a user, and none at all, are nobody's", async () => {
  for (const email of ["eve@example.com", null, "", undefined, "ana@example.com\0", "\ud800@example.com", ["ana@example.com"]])
    expect(await comesIn(claims({ email }))).toBe(false);
});

test.each([undefined, null, "", 7, "x".repeat(256), "a\0b", "\ud800"])("a subject of %j is nobody's", async (sub) => {
  expect(await comesIn(claims({ sub }))).toBe(false);
  expect(await bindings()).toEqual([]);
});

test("later only the subject counts: whatever address it has then, verified or not", async () => {
  await comesIn(claims());
  for (const more of [{}, { email_verified: undefined }, { email: "rui@example.com" }, { email: "married@example.com" }, { email: null }])
    expect(await comesIn(claims(more)), JSON.stringify(more)).toBe("ana@example.com");
});

test("another subject with the address of somebody who is bound is refused, and so is the same subject of another issuer", async () => {
  await comesIn(claims());
  expect(await comesIn(claims({ sub: "s-2" }))).toBe(false);
  expect(await comesIn(claims({ iss: "https://other.example" }))).toBe(false);
  expect(await bindings()).toHaveLength(1);
});

test("a disabled user's subject does not come in as somebody else", async () => {
  await comesIn(claims());
  await server.rows("UPDATE users SET disabled_at = now() WHERE email = 'ana@example.com'");
  expect(await comesIn(claims({ email: "rui@example.com" }))).toBe(false);
  expect(await bindings()).toHaveLength(1);
});

test("what fails on our side is said in no address: the person is led back to the login page", async () => {
  await server.rows("ALTER TABLE users RENAME TO hidden_users");
  try {
    const answer = await options
      .nextAuthOptions()
      .callbacks?.signIn?.({ account: { provider: "oidc" }, user: {}, profile: claims() } as never);
    expect(answer).toBe("/login?error=Callback");
  } finally {
    await server.rows("ALTER TABLE hidden_users RENAME TO users");
  }
});

test("of two subjects that come for one address at once, one is bound", async () => {
  for (let round = 0; round < 10; round += 1) {
    await server.rows("UPDATE users SET oidc_issuer = NULL, oidc_subject = NULL");
    const came = await Promise.all([comesIn(claims({ sub: "s-1" })), comesIn(claims({ sub: "s-2" }))]);
    expect(came.filter(Boolean)).toHaveLength(1);
  }
});

test("an administrator can take a binding away, for a provider that was changed", async () => {
  await comesIn(claims());
  const { patchUser, listUsers } = await import("#server/services/users/users");
  const admin = { id: "user:0", role: "admin" } as const;
  const ana = (await listUsers(admin, {})).items.find(({ email }) => email === "ana@example.com");
  expect(ana?.oidc_issuer).toBe(ISSUER);
  await patchUser(admin, ana?.id ?? 0, { unbind_oidc: true });
  expect(await bindings()).toEqual([]);
  expect(await comesIn(claims({ iss: "https://new.example" }))).toBe("ana@example.com");
});

test("with NEXTAUTH_OIDC_TRUST_EMAIL the provider's word about the address is not asked for", async () => {
  const untrusted = { issuer: ISSUER, subject: "s-1", email: "ana@example.com", emailVerified: undefined };
  expect(await signIn.signInWithOidc({ ...untrusted, trustEmail: false })).toBeNull();
  expect(await signIn.signInWithOidc({ ...untrusted, trustEmail: true })).toMatchObject({ email: "ana@example.com" });
  const { parseEnv } = await import("../platform/env.ts");
  expect(
    [{}, { NEXTAUTH_OIDC_TRUST_EMAIL: "true" }, { NEXTAUTH_OIDC_TRUST_EMAIL: "false" }].map(
      (each) => parseEnv(each).NEXTAUTH_OIDC_TRUST_EMAIL,
    ),
  ).toEqual([false, true, false]);
  expect(() => parseEnv({ NEXTAUTH_OIDC_TRUST_EMAIL: "yes" })).toThrow("NEXTAUTH_OIDC_TRUST_EMAIL must be true or false");
});
