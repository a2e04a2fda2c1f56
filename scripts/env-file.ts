import { randomBytes } from "node:crypto";
import { appendFileSync, chmodSync, existsSync } from "node:fs";

const SECRETS: Record<string, () => string> = {
  NEXTAUTH_SECRET: () => randomBytes(32).toString("hex"),
  WORKFLOW_ENCRYPTION_KEY: () => randomBytes(32).toString("hex"),
  WORKFLOW_API_TOKEN: () => `siga_${randomBytes(24).toString("hex")}`,
  WORKFLOW_ADMIN_PASSWORD: () => randomBytes(9).toString("base64url"),
  WORKFLOW_META_EMULATOR_KEY: () => randomBytes(32).toString("hex"),
};

/**
 * Makes the secrets that `env` lacks, writes them to `file` and sets them in `env`. Returns the names of those made.
 * A production set-up with a real number gets none: there, a forgotten secret has to stop the boot, not be made up anew on each machine.
 */
export function completeEnvFile(file: string, env: NodeJS.ProcessEnv): string[] {
  if (env.NODE_ENV === "production" && env.WORKFLOW_WHATSAPP_PHONE_NUMBER_ID) return [];
  const made = Object.entries(SECRETS)
    .filter(([name]) => !env[name] && !(name === "WORKFLOW_ENCRYPTION_KEY" && env.WORKFLOW_ENCRYPTION_KEYS))
    .map(([name, make]) => ({ name, value: make() }));
  if (made.length === 0) return [];
  const heading = existsSync(file)
    ? "\n# Made by `npm start`.\n"
    : "# Made by the first `npm start`. The environment goes before this file; .env.example explains every setting.\n";
  appendFileSync(file, heading + made.map(({ name, value }) => `${name}=${value}\n`).join(""), { mode: 0o600 });
  chmodSync(file, 0o600);
  for (const { name, value } of made) env[name] = value;
  return made.map(({ name }) => name);
}
