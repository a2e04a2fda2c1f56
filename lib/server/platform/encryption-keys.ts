import { hkdfSync } from "node:crypto";
import { type Env, env, SettingsError } from "./env.ts";

/** A key and what envelopes call it. */
export interface SealingKey {
  kid: string;
  key: Buffer;
}

/** What the key of WORKFLOW_ENCRYPTION_KEY is called. */
const SINGLE_KID = "k1";
const DERIVED_KID = "nextauth";

let made: { from: string; keys: readonly SealingKey[] } | undefined;

/**
 * The keys of this installation: the first seals, all open. Those of WORKFLOW_ENCRYPTION_KEYS, and WORKFLOW_ENCRYPTION_KEY as `k1`; on a
 * developer's machine without any, one made from NEXTAUTH_SECRET.
 * @throws SettingsError
 */
export function encryptionKeys(): readonly [SealingKey, ...SealingKey[]] {
  const settings = env();
  const from = JSON.stringify([settings.WORKFLOW_ENCRYPTION_KEYS, settings.WORKFLOW_ENCRYPTION_KEY, settings.NEXTAUTH_SECRET]);
  if (made?.from !== from) made = { from, keys: keysOf(settings) };
  const [first, ...others] = made.keys;
  if (first === undefined)
    throw new SettingsError(
      "WORKFLOW_ENCRYPTION_KEY is missing, so no channel's access token and no secret can be kept: set 64 hexadecimal digits " +
        "(`openssl rand -hex 32`).",
    );
  return [first, ...others];
}

type Settings = Pick<Env, "WORKFLOW_ENCRYPTION_KEYS" | "WORKFLOW_ENCRYPTION_KEY" | "NEXTAUTH_SECRET" | "production">;

function keysOf({
  WORKFLOW_ENCRYPTION_KEYS: several,
  WORKFLOW_ENCRYPTION_KEY: single,
  NEXTAUTH_SECRET,
  production,
}: Settings): SealingKey[] {
  const keys = (several ?? []).map(({ kid, hex }) => ({ kid, key: Buffer.from(hex, "hex") }));
  if (single !== undefined && !keys.some(({ kid }) => kid === SINGLE_KID)) keys.push({ kid: SINGLE_KID, key: Buffer.from(single, "hex") });
  if (keys.length === 0 && !production && NEXTAUTH_SECRET !== undefined)
    keys.push({ kid: DERIVED_KID, key: Buffer.from(hkdfSync("sha256", NEXTAUTH_SECRET, "", "siga.secret.v1", 32)) });
  return keys;
}
