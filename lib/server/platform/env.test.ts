import { expect, test } from "vitest";
import { parseEnv, SettingsError } from "./env.ts";

const SECRETS = {
  WORKFLOW_WHATSAPP_ACCESS_TOKEN: "EAAtoken",
  WORKFLOW_WHATSAPP_APP_SECRET: "app secret",
  WORKFLOW_WEBHOOK_VERIFY_TOKEN: "verify",
  WORKFLOW_ENCRYPTION_KEY: "0f".repeat(32),
  NEXTAUTH_SECRET: "0123456789abcdef",
};
const LIVE = { WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: "106540352242922", ...SECRETS };

const complaint = (source: Record<string, string>): string => {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  return "";
};

test("nothing at all is enough to try it out: simulated, on loopback", () => {
  expect(parseEnv({})).toMatchObject({
    databaseUrl: "",
    production: false,
    live: false,
    HOST: "127.0.0.1",
    PORT: 3000,
    WORKFLOW_OPENAI_DEFAULT_MODEL: "gpt-4o-mini",
  });
});

test("an empty line means not set", () => {
  expect(parseEnv({ DATABASE_URL: "", PORT: "", WORKFLOW_DEFAULT_FLOW_ID: "", WORKFLOW_API_TOKEN: "", WORKFLOW_DB_HOST: "" })).toEqual(
    parseEnv({}),
  );
});

test.each([
  [{ WORKFLOW_DB_HOST: "db" }, "postgresql://postgres@db:5432/workflow"],
  [
    {
      WORKFLOW_DB_HOST: "db",
      WORKFLOW_DB_PORT: "6432",
      WORKFLOW_DB_USER: "si ga",
      WORKFLOW_DB_PASSWORD: "p@ss/w:rd?",
      WORKFLOW_DB_NAME: "flows",
    },
    "postgresql://si%20ga:p%40ss%2Fw%3Ard%3F@db:6432/flows",
  ],
  [{ WORKFLOW_DB_HOST: "db", DATABASE_URL: "postgres://other/x" }, "postgres://other/x"],
])("the replaced system's database variables: %j", (source, url) => {
  expect(parseEnv(source).databaseUrl).toBe(url);
});

test.each([
  ["PORT", "0"],
  ["PORT", "http"],
  ["DATABASE_URL", "mysql://x"],
  ["WORKFLOW_DB_PORT", "99999"],
  ["WORKFLOW_DEFAULT_FLOW_ID", "first"],
  ["WORKFLOW_DEFAULT_FLOW_ID", "0"],
  ["WORKFLOW_WHATSAPP_API_BASE_URL", "graph.example.com"],
  ["WORKFLOW_WHATSAPP_API_BASE_URL", "file:///etc/passwd"],
  ["WORKFLOW_WHATSAPP_PHONE_NUMBER_ID", "+55 11 4000-0000"],
  ["WORKFLOW_WHATSAPP_PHONE_NUMBER_ID", "simulator.flow.7"],
  ["WORKFLOW_OPENAI_API_BASE", "nowhere"],
  ["WORKFLOW_OUTBOUND_ALLOW", "https://crm.internal"],
  ["WORKFLOW_API_TOKEN", "short"],
  ["WORKFLOW_ADMIN_EMAIL", "admin"],
  ["WORKFLOW_ADMIN_PASSWORD", "1234567"],
  ["WORKFLOW_ENCRYPTION_KEY", "secret-but-not-hexadecimal"],
  ["WORKFLOW_LOG_LEVEL", "loud"],
  ["NEXTAUTH_SECRET", "short"],
  ["WORKFLOW_TRUSTED_PROXIES", "all"],
  ["WORKFLOW_TRUSTED_PROXIES", "-1"],
  ["NEXTAUTH_URL", "siga.example.com"],
])("a wrong %s (%s) stops the boot with its name, never its value", (name, value) => {
  const message = complaint({ [name]: value });
  expect(message).toContain(`  ${name} `);
  expect(message).toContain(".env");
  if (value.length > 5) expect(message).not.toContain(value);
});

test("a malformed entry of WORKFLOW_OUTBOUND_ALLOW is told by its place, and well-formed ones are rules", () => {
  expect(complaint({ WORKFLOW_OUTBOUND_ALLOW: "crm.internal:8080, 10.0.0.0/40" })).toContain("entry 2 is not");
  expect(parseEnv({ WORKFLOW_OUTBOUND_ALLOW: "crm.internal:8080, 10.0.0.0/8" }).WORKFLOW_OUTBOUND_ALLOW.map(({ port }) => port)).toEqual([
    8080,
    null,
  ]);
});

test("all that is wrong is said at once", () => {
  expect(complaint({ PORT: "x", WORKFLOW_LOG_LEVEL: "loud" })).toMatch(/PORT[\s\S]*WORKFLOW_LOG_LEVEL|WORKFLOW_LOG_LEVEL[\s\S]*PORT/);
});

test.each(Object.keys(SECRETS))("in production with a real number a missing %s stops the boot", (name) => {
  const { [name as keyof typeof SECRETS]: _missing, ...rest } = LIVE;
  expect(complaint({ NODE_ENV: "production", ...rest })).toContain(`  ${name} is missing`);
  // A production without a number needs none, and a machine for trying out none but the one that keeps strangers out.
  const trying = complaint({ NODE_ENV: "development", ...rest });
  if (name === "WORKFLOW_WHATSAPP_APP_SECRET") expect(trying).toContain(name);
  else expect(trying).toBe("");
  const { WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: _number, ...withoutNumber } = rest as Record<string, string>;
  expect(complaint({ NODE_ENV: "production", ...withoutNumber })).toBe("");
});

test("a complete production is live", () => {
  expect(parseEnv({ NODE_ENV: "production", ...LIVE })).toMatchObject({ production: true, live: true });
});

test("next start's own NODE_ENV does not make a trial run production, and SIGA_ENV can", () => {
  expect(parseEnv({ NODE_ENV: "production", SIGA_ENV: "development" }).production).toBe(false);
  expect(parseEnv({ NODE_ENV: "development", SIGA_ENV: "production" }).production).toBe(true);
});

test("OpenID Connect is set up whole or not at all", () => {
  const oidc = { NEXTAUTH_OIDC_ISSUER: "https://id.example", NEXTAUTH_OIDC_CLIENT_ID: "siga", NEXTAUTH_OIDC_CLIENT_SECRET: "secret" };
  expect(parseEnv(oidc)).toMatchObject(oidc);
  for (const name of Object.keys(oidc)) expect(() => parseEnv({ ...oidc, [name]: "" })).toThrow(/OpenID Connect needs/);
});
