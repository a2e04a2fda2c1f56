import { z } from "zod";
import { ACCESS_TOKEN } from "#lib/whatsapp/access-token.ts";
import { PHONE_NUMBER_ID, PHONE_NUMBER_ID_RULE } from "#lib/whatsapp/phone-number-id.ts";
import { isCountry } from "./phone-number.ts";
import { MIN_PASSWORD_LENGTH, passwordProblem } from "#lib/password-rule.ts";
import { OUTBOUND_ALLOW_RULE, parseOutboundAllow } from "./outbound-allow.ts";
import { checkedByName, type DatabaseSettings, DatabaseAddressError, hostsOf, parseDatabaseUrl, SSL_MODES } from "./database-settings.ts";
import { unquoted } from "./unquote.ts";
import { isWeakSecret } from "./weak-secret.ts";

/**
 * Every setting, in one schema, read once. Names beginning with WORKFLOW_ are those of the system that Siga replaces
 * and keep their meaning. A wrong value stops the boot with a sentence that names the variable and the mend.
 */

/** An empty line in .env means "not set". */
const optional = <T extends z.ZodType>(schema: T) => z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, fallback: z.output<T>) =>
  z.preprocess((value) => (value === "" || value === undefined ? fallback : value), schema);

const text = z.string().trim();
/**
 * What travels in a header: what no header takes would fail each call instead, and what nobody sees in it (U+200B, a typographic dash)
 * fits nowhere.
 */
const headerSecret = text.regex(
  ACCESS_TOKEN,
  "must be plain ASCII without spaces or line breaks; there is something else in it, perhaps invisible: copy it anew, " +
    "whole and without quotation marks",
);
/** What is only compared or hashed may have spaces; letters that look alike, or marks that nobody sees, may not be in it either. */
const passphrase = text.regex(
  /^[\x20-\x7e]*$/,
  "must be plain ASCII on one line; there is something else in it, perhaps invisible: type or copy it anew",
);
/** A person types it, with the letters of any language. */
const password = z
  .string()
  .regex(
    /^[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*$/u,
    "holds an invisible character or a line break: type or copy it anew",
  );
const url = z.url({ protocol: /^https?$/, error: "must be an http(s) address such as https://graph.facebook.com" });
const callCount = z.coerce.number("must be a number of calls").int().min(0);
const port = z.coerce.number("must be a port number").int().min(1).max(65_535);

/** A day lasts to its end in UTC. */
const endOfTime = z.union(
  [
    z.iso.date().transform((day) => new Date(Date.parse(day) + 24 * 60 * 60 * 1_000)),
    z.iso.datetime({ offset: true }).transform((at) => new Date(at)),
  ],
  {
    error: "must be a day such as 2027-01-31, or a moment such as 2027-01-31T12:00:00Z",
  },
);

/** `kid:64hex,kid:64hex`; a wrong one is named by its position, because what is there may be a key. */
const keyList = text.transform((value, context) => {
  const keys = value.split(",").map((entry) => /^\s*([\w-]{1,32}):([0-9a-fA-F]{64})\s*$/.exec(entry));
  const wrong = keys.indexOf(null);
  const kids = new Set(keys.map((key) => key?.[1]));
  if (wrong === -1 && kids.size === keys.length) return keys.map((key) => ({ kid: key?.[1] ?? "", hex: key?.[2] ?? "" }));
  context.addIssue(
    wrong === -1
      ? "names a key twice"
      : `must be keys with commas between, each a name of letters, digits, - and _, a colon, and 64 hexadecimal digits; entry ${wrong + 1} is not`,
  );
  return z.NEVER;
});

const schema = z.object({
  NODE_ENV: withDefault(z.string(), "development"),
  /** `next start` sets NODE_ENV=production by itself; the supervisor hands the operator's own choice on in this one. */
  SIGA_ENV: optional(z.enum(["development", "test", "production"])),

  DATABASE_URL: optional(text),
  /** The same database without a pooler in between: for migrations and for what listens to notifications. */
  DIRECT_URL: optional(text),
  /** The owner's, for migrations alone: web and worker then connect as a role that has the rows and nothing else. */
  MIGRATION_DATABASE_URL: optional(text),
  WORKFLOW_DB_HOST: optional(text),
  /** One for all hosts, or as many as there are. */
  WORKFLOW_DB_PORT: withDefault(text, "5432"),
  WORKFLOW_DB_USER: withDefault(text, "postgres"),
  WORKFLOW_DB_PASSWORD: withDefault(password, ""),
  WORKFLOW_DB_NAME: withDefault(text, "workflow"),
  /** As libpq means them; for DATABASE_URL too, where it has no `sslmode` of its own. */
  WORKFLOW_DB_SSLMODE: optional(z.enum(SSL_MODES)),
  WORKFLOW_DB_SSLROOTCERT: optional(text),
  /** Connections of this process's pool. */
  DATABASE_POOL_SIZE: withDefault(z.coerce.number().int().min(2).max(100), 8),

  WORKFLOW_WHATSAPP_API_BASE_URL: withDefault(url, "https://graph.facebook.com/v25.0"),
  WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: optional(text.regex(PHONE_NUMBER_ID, PHONE_NUMBER_ID_RULE)),
  WORKFLOW_WHATSAPP_ACCESS_TOKEN: optional(headerSecret),
  WORKFLOW_WHATSAPP_APP_SECRET: optional(passphrase),
  WORKFLOW_WEBHOOK_VERIFY_TOKEN: optional(passphrase),
  /** Whether channels without a token speak to an emulated Meta on this machine; unset: not in production. */
  WORKFLOW_META_EMULATOR: optional(z.enum(["true", "false"], "must be true or false")),
  /** Where it listens; `npm start` says so to web and worker. */
  WORKFLOW_META_EMULATOR_URL: optional(
    text.regex(/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+$/, "must be an address of this machine such as http://127.0.0.1:4180"),
  ),
  /** What its token and its signatures come from. */
  WORKFLOW_META_EMULATOR_KEY: optional(headerSecret.min(32, "must have at least 32 characters; `openssl rand -hex 32` makes a good one")),
  /** The country of phone numbers that are written without one, where their channel has none of its own. */
  WORKFLOW_DEFAULT_COUNTRY: optional(text.refine(isCountry, "must be a country's two capital letters (ISO 3166), such as BR")),
  WORKFLOW_DEFAULT_FLOW_ID: optional(z.coerce.number("must be the number of a flow, such as 1").int().positive()),

  WORKFLOW_OPENAI_API_BASE: withDefault(url, "https://api.openai.com/v1"),
  WORKFLOW_OPENAI_API_KEY: optional(headerSecret),
  WORKFLOW_OPENAI_DEFAULT_MODEL: withDefault(text, "gpt-4o-mini"),
  /** One call of a model, with all its tries, where the node says nothing else. */
  WORKFLOW_AI_TIMEOUT_SECONDS: withDefault(z.coerce.number("must be a number of seconds").int().min(1).max(300, "must be at most 300"), 30),
  /** How many calls of models may be made; 0 or unset: as many as are asked for. */
  WORKFLOW_AI_CALLS_PER_CONTACT_HOUR: withDefault(callCount, 60),
  WORKFLOW_AI_CALLS_PER_FLOW_DAY: withDefault(callCount, 0),
  WORKFLOW_AI_CALLS_PER_DAY: withDefault(callCount, 0),
  WORKFLOW_AI_DEFAULT_SYSTEM_PROMPT: withDefault(
    z.string(),
    "Você é um assistente de atendimento no WhatsApp. Responda em português, em poucas frases, e diga quando não souber.",
  ),

  /** Speech to text, of any service that speaks OpenAI's language; off without the first. */
  WORKFLOW_TRANSCRIPTION_API_BASE: optional(url),
  WORKFLOW_TRANSCRIPTION_API_KEY: optional(headerSecret),
  WORKFLOW_TRANSCRIPTION_MODEL: withDefault(text, "whisper-1"),

  /** A private bucket for files (S3, MinIO, R2 ...): all but the region, or none; without it they are in the database. */
  WORKFLOW_BLOB_S3_ENDPOINT: optional(url),
  WORKFLOW_BLOB_S3_BUCKET: optional(text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")),
  WORKFLOW_BLOB_S3_REGION: withDefault(text, "us-east-1"),
  WORKFLOW_BLOB_S3_ACCESS_KEY_ID: optional(headerSecret),
  WORKFLOW_BLOB_S3_SECRET_ACCESS_KEY: optional(headerSecret),

  /** Where calls to addresses that authors choose may go besides the public internet at ports 80 and 443. */
  WORKFLOW_OUTBOUND_ALLOW: z
    .string()
    .default("")
    .transform((value, context) => {
      const rules = parseOutboundAllow(value);
      if (typeof rules !== "number") return rules;
      context.addIssue(`${OUTBOUND_ALLOW_RULE}; entry ${rules} is not`);
      return z.NEVER;
    }),

  WORKFLOW_API_TOKEN: optional(headerSecret.min(16, "must have at least 16 characters; `openssl rand -hex 24` makes a good one")),
  WORKFLOW_API_TOKEN_UNTIL: optional(endOfTime),
  /** Calls a second that a token may make in the long run, and three times as many at once; 0: any number. */
  WORKFLOW_API_RATE: withDefault(
    z.coerce.number("must be how many calls a second a token may make, such as 20").int().min(0).max(10_000),
    20,
  ),
  WORKFLOW_ADMIN_EMAIL: withDefault(z.email("must be an e-mail address"), "admin@example.com"),
  WORKFLOW_ADMIN_PASSWORD: optional(
    password
      .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
      .refine((text) => passwordProblem(text) !== "common", "is one of the passwords that are tried first"),
  ),
  WORKFLOW_ENCRYPTION_KEY: optional(text.regex(/^[0-9a-fA-F]{64}$/, "must be 64 hexadecimal digits; `openssl rand -hex 32` makes one")),
  /** Several keys, for changing them: the first seals, all open. */
  WORKFLOW_ENCRYPTION_KEYS: optional(keyList),
  WORKFLOW_LOG_LEVEL: withDefault(z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]), "info"),

  /** What Prometheus shows to see /metrics from elsewhere than this machine. */
  WORKFLOW_METRICS_TOKEN: optional(headerSecret.min(16, "must have at least 16 characters; `openssl rand -hex 24` makes a good one")),
  /** Where a worker tells its metrics; 0: nowhere. The web has them at its own port. */
  WORKFLOW_METRICS_PORT: withDefault(z.coerce.number("must be a port number, or 0 for none").int().min(0).max(65_535), 9090),

  NEXTAUTH_SECRET: optional(passphrase.min(16, "must have at least 16 characters; `openssl rand -hex 32` makes a good one")),
  NEXTAUTH_URL: optional(url),
  /**
   * OpenID Connect beside passwords: all three or none. People still need a user here, who is known by the e-mail address the first time
   * and by the provider's subject then.
   */
  NEXTAUTH_OIDC_ISSUER: optional(url),
  NEXTAUTH_OIDC_CLIENT_ID: optional(text),
  NEXTAUTH_OIDC_CLIENT_SECRET: optional(passphrase),
  NEXTAUTH_OIDC_NAME: withDefault(text, "OpenID Connect"),
  /** The provider need not say `email_verified`: nobody can choose their own address there. */
  NEXTAUTH_OIDC_TRUST_EMAIL: withDefault(z.enum(["true", "false"], "must be true or false"), "false").transform(
    (value) => value === "true",
  ),
  /** How many proxies of the operator's own a request comes through; what others put into X-Forwarded-For is not believed. */
  WORKFLOW_TRUSTED_PROXIES: optional(z.coerce.number("must be how many proxies stand before the web, such as 1").int().min(0).max(10)),
  /** Set by Vercel, where the address of a deployment is known from its requests and is always https. */
  VERCEL: optional(text),
  PORT: withDefault(port, 3000),
  HOST: withDefault(text, "127.0.0.1"),
});

export type Env = z.output<typeof schema> & {
  /** Null: none is configured. */
  database: DatabaseSettings | null;
  /** The same without a pooler in between, if there is another way to it. */
  directDatabase: DatabaseSettings | null;
  /** As the schema's owner; null: one role for all. */
  ownerDatabase: DatabaseSettings | null;
  production: boolean;
  /** A real number is configured: messages leave for Meta. */
  live: boolean;
  /** May an emulated Meta be spoken to: for trying out, and never beside a real number of the settings. */
  emulated: boolean;
  trustedProxies: number;
  /** Null: files are in the database. */
  blobBucket: { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string } | null;
};

/** Thrown at boot; its message is meant for the operator and holds no value of any variable. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

const REQUIRED_WHEN_LIVE = {
  WORKFLOW_WHATSAPP_APP_SECRET: "the app's secret from Meta's dashboard (App settings > Basic); without it anyone could forge webhooks",
  WORKFLOW_WEBHOOK_VERIFY_TOKEN: "any secret text, the same that you type into Meta's webhook form",
  WORKFLOW_ENCRYPTION_KEY: "64 hexadecimal digits (`openssl rand -hex 32`); it encrypts channel tokens and secrets at rest",
  NEXTAUTH_SECRET: "a long random text (`openssl rand -hex 32`); it signs console sessions",
} as const;

/** Settings without their quotes; next-auth, Next and child processes read some by themselves, so `source` is mended for them too. */
export const withoutQuotes = (source: Record<string, string | undefined>): Record<string, string> =>
  unquoted(Object.keys(schema.shape), source);

/**
 * Checks and completes the settings in `source`.
 * @throws SettingsError naming every wrong or missing variable.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse({ ...source, ...withoutQuotes(source) });
  if (!parsed.success) {
    throw new SettingsError(wrong(parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`)));
  }
  const env = parsed.data;
  const production = (env.SIGA_ENV ?? env.NODE_ENV) === "production";
  const live = env.WORKFLOW_WHATSAPP_PHONE_NUMBER_ID !== undefined && env.WORKFLOW_WHATSAPP_ACCESS_TOKEN !== undefined;
  const emulated = !live && (env.WORKFLOW_META_EMULATOR ?? (production ? "false" : "true")) === "true";
  const missing: string[] = [];
  const oidc = ["NEXTAUTH_OIDC_ISSUER", "NEXTAUTH_OIDC_CLIENT_ID", "NEXTAUTH_OIDC_CLIENT_SECRET"] as const;
  if (oidc.some((name) => env[name] !== undefined) && oidc.some((name) => env[name] === undefined)) {
    throw new SettingsError(`OpenID Connect needs ${oidc.join(", ")} together: set all three, or none.`);
  }
  if (production && env.WORKFLOW_WHATSAPP_PHONE_NUMBER_ID !== undefined) {
    if (env.WORKFLOW_WHATSAPP_ACCESS_TOKEN === undefined)
      missing.push("  WORKFLOW_WHATSAPP_ACCESS_TOKEN is missing: a permanent token of a system user with whatsapp_business_messaging");
    for (const [name, mend] of Object.entries(REQUIRED_WHEN_LIVE)) {
      if (name === "WORKFLOW_ENCRYPTION_KEY" && env.WORKFLOW_ENCRYPTION_KEYS !== undefined) continue;
      if (env[name as keyof typeof REQUIRED_WHEN_LIVE] === undefined) missing.push(`  ${name} is missing: ${mend}`);
    }
  }
  if (missing.length > 0) {
    throw new SettingsError(
      `A real phone number is configured and NODE_ENV is production, so these must be set too:\n${missing.join("\n")}`,
    );
  }
  if (live && env.WORKFLOW_WHATSAPP_APP_SECRET === undefined) {
    throw new SettingsError(
      `A real phone number and its token are configured, so this must be set too:\n  WORKFLOW_WHATSAPP_APP_SECRET is missing: ${REQUIRED_WHEN_LIVE.WORKFLOW_WHATSAPP_APP_SECRET}`,
    );
  }
  const trustedProxies = env.WORKFLOW_TRUSTED_PROXIES ?? (env.VERCEL === undefined ? 0 : 1);
  const database = env.DATABASE_URL === undefined ? databaseOfParts(env) : databaseOfUrl(env, "DATABASE_URL");
  const directDatabase = env.DIRECT_URL === undefined ? database : databaseOfUrl(env, "DIRECT_URL");
  const ownerDatabase = env.MIGRATION_DATABASE_URL === undefined ? null : databaseOfUrl(env, "MIGRATION_DATABASE_URL");
  return { ...env, database, directDatabase, ownerDatabase, production, live, emulated, trustedProxies, blobBucket: bucketOf(env) };
}

/** What the web refuses to start with. @throws SettingsError */
export function refuseWeakSecrets({ NEXTAUTH_SECRET, production }: Pick<Env, "NEXTAUTH_SECRET" | "production">): void {
  if (!production || NEXTAUTH_SECRET === undefined || !isWeakSecret(NEXTAUTH_SECRET)) return;
  throw new SettingsError(
    "NEXTAUTH_SECRET is well known or easily guessed, so anybody could make a session of the console: set a long random " +
      "text (`openssl rand -hex 32`).",
  );
}

type Values = z.output<typeof schema>;

function bucketOf(env: Values): Env["blobBucket"] {
  const names = [
    "WORKFLOW_BLOB_S3_ENDPOINT",
    "WORKFLOW_BLOB_S3_BUCKET",
    "WORKFLOW_BLOB_S3_ACCESS_KEY_ID",
    "WORKFLOW_BLOB_S3_SECRET_ACCESS_KEY",
  ] as const;
  const [endpoint, bucket, accessKeyId, secretAccessKey] = names.map((name) => env[name]);
  if (endpoint === undefined && bucket === undefined && accessKeyId === undefined && secretAccessKey === undefined) return null;
  if (endpoint === undefined || bucket === undefined || accessKeyId === undefined || secretAccessKey === undefined)
    throw new SettingsError(`A bucket for files needs ${names.join(", ")} together: set all four, or none.`);
  return { endpoint, bucket, accessKeyId, secretAccessKey, region: env.WORKFLOW_BLOB_S3_REGION };
}

const databaseOfUrl = (env: Values, name: "DATABASE_URL" | "DIRECT_URL" | "MIGRATION_DATABASE_URL"): DatabaseSettings =>
  naming(name, () => parseDatabaseUrl(env[name] ?? "", env.WORKFLOW_DB_SSLMODE));

function databaseOfParts(env: Values): DatabaseSettings | null {
  const { WORKFLOW_DB_HOST: host, WORKFLOW_DB_PORT: port } = env;
  // `npm start` and `npm test` bring their own database and set DATABASE_URL; only a process started alone gets here without one.
  if (host === undefined) return null;
  const sslRootCert = env.WORKFLOW_DB_SSLROOTCERT ?? null;
  naming("WORKFLOW_DB_PORT", () => hostsOf(host.replace(/[^,]+/g, "db"), port));
  return {
    hosts: naming("WORKFLOW_DB_HOST", () => hostsOf(host, port)),
    user: env.WORKFLOW_DB_USER,
    password: env.WORKFLOW_DB_PASSWORD,
    database: env.WORKFLOW_DB_NAME,
    sslMode: checkedByName(env.WORKFLOW_DB_SSLMODE ?? "disable", sslRootCert),
    sslRootCert,
    sslCert: null,
    sslKey: null,
    pooled: false,
  };
}

function naming<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DatabaseAddressError) throw new SettingsError(wrong([`${name} ${error.message}`]));
    throw error;
  }
}

const wrong = (complaints: string[]): string =>
  `Siga can't start with these settings:\n${complaints.map((each) => `  ${each}\n`).join("")}Mend them in .env or the environment; .env.example explains each.`;

/** For the logger alone, which exists before the settings are checked (a build has none to check). */
export function logLevel(): Env["WORKFLOW_LOG_LEVEL"] {
  const parsed = schema.shape.WORKFLOW_LOG_LEVEL.safeParse(
    withoutQuotes(process.env)["WORKFLOW_LOG_LEVEL"] ?? process.env.WORKFLOW_LOG_LEVEL,
  );
  return parsed.success ? parsed.data : "info";
}

let current: Env | undefined;

/** This process's settings, parsed at first use so that a build needs none. */
export function env(): Env {
  current ??= parseEnv(Object.assign(process.env, withoutQuotes(process.env)));
  return current;
}
