import { describe, expect, test } from "vitest";
import { parseEnv, refuseWeakSecrets, SettingsError, withoutQuotes } from "./env.ts";

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
    database: null,
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
  [{ WORKFLOW_DB_HOST: "db" }, { hosts: [{ host: "db", port: 5432 }], user: "postgres", password: "", database: "workflow" }],
  [
    {
      WORKFLOW_DB_HOST: "/var/run/postgresql",
      WORKFLOW_DB_PORT: "6432",
      WORKFLOW_DB_USER: "si ga",
      WORKFLOW_DB_PASSWORD: "p@ss/w:rd?#[1]%20 é",
      WORKFLOW_DB_NAME: "flows/2",
    },
    { hosts: [{ host: "/var/run/postgresql", port: 6432 }], user: "si ga", password: "p@ss/w:rd?#[1]%20 é", database: "flows/2" },
  ],
  [
    { WORKFLOW_DB_HOST: "a,::1", WORKFLOW_DB_PORT: "1,2", WORKFLOW_DB_SSLMODE: "verify-ca", WORKFLOW_DB_SSLROOTCERT: "/ca.pem" },
    {
      hosts: [
        { host: "a", port: 1 },
        { host: "::1", port: 2 },
      ],
      sslMode: "verify-ca",
      sslRootCert: "/ca.pem",
    },
  ],
  [
    { WORKFLOW_DB_HOST: "db", DATABASE_URL: "postgres://other/x" },
    { hosts: [{ host: "other", port: 5432 }], database: "x" },
  ],
  [{ DATABASE_URL: "postgres://other/x", WORKFLOW_DB_SSLMODE: "require" }, { sslMode: "require" }],
  [{ DATABASE_URL: "postgres://other/x?sslmode=disable", WORKFLOW_DB_SSLMODE: "require" }, { sslMode: "disable" }],
])("the database's variables: %j", (source, database) => {
  expect(parseEnv(source).database).toMatchObject(database);
  expect(parseEnv(source).directDatabase).toEqual(parseEnv(source).database);
});

test("without a pooler in between there may be another way to the database", () => {
  expect(parseEnv({ DATABASE_URL: "postgres://pooler/x", DIRECT_URL: "postgres://db/x" }).directDatabase).toMatchObject({
    hosts: [{ host: "db", port: 5432 }],
  });
});

test.each([
  [{ WORKFLOW_DB_HOST: "hunter2@db" }, "WORKFLOW_DB_HOST"],
  [{ WORKFLOW_DB_HOST: "postgres://u:hunter2@db" }, "WORKFLOW_DB_HOST"],
  [{ WORKFLOW_DB_HOST: "db", WORKFLOW_DB_PORT: "hunter2" }, "WORKFLOW_DB_PORT"],
  [{ DATABASE_URL: "postgres://u:hunter2@d b/x" }, "DATABASE_URL"],
  [{ DATABASE_URL: "postgres://db/x", DIRECT_URL: "postgres://u:hunter2@db/x/y" }, "DIRECT_URL"],
  [{ WORKFLOW_DB_SSLMODE: "hunter2" }, "WORKFLOW_DB_SSLMODE"],
])("a database's address that can not be read is told by its variable, without a piece of it: %j", (source, name) => {
  expect(complaint(source)).toContain(`  ${name} `);
  expect(complaint(source)).not.toContain("hunter2");
});

/** A good value of every setting, which none of them may lose or keep in quotes. */
const EVERY: Record<string, string> = {
  ...LIVE,
  NODE_ENV: "production",
  SIGA_ENV: "production",
  DATABASE_URL: "postgres://siga:p@db/siga",
  DIRECT_URL: "postgres://siga:p@direct/siga",
  MIGRATION_DATABASE_URL: "postgres://owner:p@direct/siga",
  WORKFLOW_DB_HOST: "db",
  WORKFLOW_DB_PORT: "6432",
  WORKFLOW_DB_USER: "siga",
  WORKFLOW_DB_PASSWORD: "pass word",
  WORKFLOW_DB_NAME: "flows",
  WORKFLOW_DB_SSLMODE: "require",
  WORKFLOW_DB_SSLROOTCERT: "/ca.pem",
  DATABASE_POOL_SIZE: "9",
  WORKFLOW_API_RATE: "30",
  WORKFLOW_TRUSTED_PROXIES: "1",
  WORKFLOW_WHATSAPP_API_BASE_URL: "https://graph.example/v25.0",
  WORKFLOW_DEFAULT_FLOW_ID: "3",
  WORKFLOW_OPENAI_API_BASE: "https://ai.example/v1",
  WORKFLOW_OPENAI_API_KEY: "sk-1",
  WORKFLOW_OPENAI_DEFAULT_MODEL: "small",
  WORKFLOW_AI_TIMEOUT_SECONDS: "45",
  WORKFLOW_AI_CALLS_PER_CONTACT_HOUR: "10",
  WORKFLOW_AI_CALLS_PER_FLOW_DAY: "20",
  WORKFLOW_AI_CALLS_PER_DAY: "30",
  WORKFLOW_AI_DEFAULT_SYSTEM_PROMPT: "Seja breve.",
  WORKFLOW_OUTBOUND_ALLOW: "crm.internal",
  WORKFLOW_TRANSCRIPTION_API_BASE: "https://api.openai.com/v1",
  WORKFLOW_TRANSCRIPTION_API_KEY: "sk-t",
  WORKFLOW_TRANSCRIPTION_MODEL: "whisper-1",
  WORKFLOW_BLOB_S3_ENDPOINT: "https://s3.example.com",
  WORKFLOW_BLOB_S3_BUCKET: "siga-files",
  WORKFLOW_BLOB_S3_REGION: "sa-east-1",
  WORKFLOW_BLOB_S3_ACCESS_KEY_ID: "AKIA",
  WORKFLOW_BLOB_S3_SECRET_ACCESS_KEY: "secret",
  WORKFLOW_API_TOKEN: "token-0123456789abcdef",
  WORKFLOW_API_TOKEN_UNTIL: "2027-01-31",
  WORKFLOW_ADMIN_EMAIL: "ana@example.com",
  WORKFLOW_ADMIN_PASSWORD: "long enough",
  WORKFLOW_ENCRYPTION_KEYS: `k2:${"ab".repeat(32)}`,
  WORKFLOW_LOG_LEVEL: "warn",
  WORKFLOW_METRICS_TOKEN: "token-0123456789abcdef",
  WORKFLOW_METRICS_PORT: "9091",
  NEXTAUTH_URL: "https://siga.example.com",
  NEXTAUTH_OIDC_ISSUER: "https://id.example",
  NEXTAUTH_OIDC_CLIENT_ID: "siga",
  NEXTAUTH_OIDC_CLIENT_SECRET: "secret",
  NEXTAUTH_OIDC_NAME: "Entrar",
  NEXTAUTH_OIDC_TRUST_EMAIL: "true",
  VERCEL: "1",
  PORT: "3001",
  HOST: "0.0.0.0",
};

test.each([
  ["as docker run --env-file hands them over", '"', '"'],
  ["single", "'", "'"],
  ["with a space left behind them", '"', '" '],
  ["of a text", "“", "”"],
])("quotes around any setting are no part of it: %s", (_name, open, close) => {
  const quoted = Object.fromEntries(Object.entries(EVERY).map(([name, value]) => [name, `${open}${value}${close}`]));
  expect(withoutQuotes(quoted)).toEqual(EVERY);
  // As JSON, because one of them is a list of functions.
  expect(JSON.stringify(parseEnv(quoted))).toBe(JSON.stringify(parseEnv(EVERY)));
  expect(Object.keys(parseEnv(EVERY)).filter((name) => name === name.toUpperCase() && !(name in EVERY))).toEqual([]);
});

test("quotes inside a value, or on one side of it only, stay; two quotes are an empty value", () => {
  for (const password of ['a"b"c', '"abc', "it's", '"'])
    expect(parseEnv({ WORKFLOW_DB_PASSWORD: password }).WORKFLOW_DB_PASSWORD).toBe(password);
  expect(parseEnv({ WORKFLOW_WHATSAPP_APP_SECRET: '""', PORT: "''" })).toEqual(parseEnv({}));
  expect(parseEnv({ WORKFLOW_DB_PASSWORD: '""quoted""' }).WORKFLOW_DB_PASSWORD).toBe('"quoted"');
});

test.each([
  ["PORT", "0"],
  ["PORT", "http"],
  ["DATABASE_URL", "mysql://x"],
  ["WORKFLOW_DEFAULT_FLOW_ID", "first"],
  ["WORKFLOW_DEFAULT_FLOW_ID", "0"],
  ["WORKFLOW_METRICS_PORT", "http"],
  ["WORKFLOW_METRICS_TOKEN", "short"],
  ["WORKFLOW_WHATSAPP_API_BASE_URL", "graph.example.com"],
  ["WORKFLOW_WHATSAPP_API_BASE_URL", "file:///etc/passwd"],
  ["WORKFLOW_WHATSAPP_PHONE_NUMBER_ID", "+55 11 4000-0000"],
  ["WORKFLOW_WHATSAPP_PHONE_NUMBER_ID", "simulator.flow.7"],
  ["WORKFLOW_OPENAI_API_BASE", "nowhere"],
  ["WORKFLOW_OUTBOUND_ALLOW", "https://crm.internal"],
  ["WORKFLOW_API_TOKEN", "short"],
  ["WORKFLOW_ADMIN_EMAIL", "admin"],
  ["WORKFLOW_ADMIN_PASSWORD", "123456789"],
  ["WORKFLOW_ADMIN_PASSWORD", "Senha123456"],
  ["WORKFLOW_ENCRYPTION_KEY", "secret-but-not-hexadecimal"],
  ["WORKFLOW_ENCRYPTION_KEYS", "secret-but-not-hexadecimal"],
  ["WORKFLOW_ENCRYPTION_KEYS", `a:${"ab".repeat(32)},b:secret-but-not-hexadecimal`],
  ["WORKFLOW_ENCRYPTION_KEYS", `a:${"ab".repeat(32)},a:${"cd".repeat(32)}`],
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

describe("a secret with something in it that nobody sees is refused by name, and not repeated", () => {
  const SECRETS = [
    "WORKFLOW_WHATSAPP_ACCESS_TOKEN",
    "WORKFLOW_WHATSAPP_APP_SECRET",
    "WORKFLOW_WEBHOOK_VERIFY_TOKEN",
    "WORKFLOW_OPENAI_API_KEY",
    "WORKFLOW_API_TOKEN",
    "WORKFLOW_ADMIN_PASSWORD",
    "WORKFLOW_DB_PASSWORD",
    "WORKFLOW_ENCRYPTION_KEY",
    "NEXTAUTH_SECRET",
    "NEXTAUTH_OIDC_CLIENT_SECRET",
  ];
  const WRONG = { "a zero-width space": "\u200b", "a line feed inside": "\nx", "a control character": "\u0007x" };
  test.each(SECRETS.flatMap((name) => Object.entries(WRONG).map(([what, mark]) => [name, what, mark] as const)))(
    "%s, %s",
    (name, _, mark) => {
      const value = `0123456789abcdef0123456789abcdef${mark}`;
      expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`${name} .*(copy|hexadecimal)`));
      expect(() => parseEnv({ [name]: value })).not.toThrow(/0123456789/);
    },
  );

  test.each(["EAA–token", "EAA token", "EAA“token”", "EAAtokén"])("a token like %s, too, as the console does", (value) => {
    expect(() => parseEnv({ WORKFLOW_WHATSAPP_ACCESS_TOKEN: value })).toThrow("WORKFLOW_WHATSAPP_ACCESS_TOKEN must be plain ASCII");
    expect(() => parseEnv({ WORKFLOW_OPENAI_API_KEY: value })).toThrow("WORKFLOW_OPENAI_API_KEY must be plain ASCII");
  });

  test("what people type as passwords is taken, and so is a verify token of several words", () => {
    const settings = {
      WORKFLOW_ADMIN_PASSWORD: "senha çom acentos",
      WORKFLOW_DB_PASSWORD: "p@ss–wörd",
      WORKFLOW_WEBHOOK_VERIFY_TOKEN: "minha palavra",
    };
    expect(parseEnv(settings)).toMatchObject(settings);
  });
});

test.each(["changemechangeme", "0000000000000000", "secretsecretsecret"])(
  "in production a secret of sessions that is guessed is refused: %s",
  (secret) => {
    const refuse = (NODE_ENV: string) => () => refuseWeakSecrets(parseEnv({ NODE_ENV, NEXTAUTH_SECRET: secret }));
    expect(refuse("production")).toThrow(/^NEXTAUTH_SECRET is well known or easily guessed/);
    expect(refuse("production")).not.toThrow(secret);
    expect(refuse("development")).not.toThrow();
  },
);

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
