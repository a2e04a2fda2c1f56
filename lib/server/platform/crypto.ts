import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { SettingsError } from "./env.ts";
import { encryptionKeys, type SealingKey } from "./encryption-keys.ts";

/** The row that a sealed text stands in. It is bound to it: moved to another row it does not open. */
export type SealedIn =
  | { table: "channels" | "secrets"; id: number }
  /** Where a row has several: nor does it open in another column. */
  | { table: "meta_apps"; column: "app_secret_encrypted" | "verify_token_encrypted"; id: number };

/** Of an envelope without a row, as releases of before made it. */
const PURPOSE_V1 = Buffer.from("siga.secret.v1");
/** Bound into every envelope, so that a text sealed with the same key for another purpose, or in another row, does not open here. */
const bindingOf = (kid: string, row: SealedIn): Buffer =>
  Buffer.from(["siga.secret.v2", kid, row.table, row.id, ...("column" in row ? [row.column] : [])].join(":"));

/**
 * Seals a text for storage: AES-256-GCM with the first key, as `v2.<kid>.<iv>.<tag>.<data>` in base64url. The same text never seals alike
 * twice.
 */
export function encryptSecret(text: string, row: SealedIn): string {
  const [{ kid, key }] = encryptionKeys();
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(bindingOf(kid, row));
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v2", kid, ...[iv, cipher.getAuthTag(), data].map((part) => part.toString("base64url"))].join(".");
}

/** @throws SettingsError when no key here sealed it, or not in this row, or when it is damaged; the message holds nothing of it. */
export function decryptSecret(sealed: string, row: SealedIn): string {
  const keys = encryptionKeys();
  const [version, ...parts] = sealed.split(".");
  // Before it was named any key may have sealed it.
  if (version === "v1" && parts.length === 3) return openWithAny(keys, parts, PURPOSE_V1);
  const [kid = "", ...sealedParts] = parts;
  if (version !== "v2" || sealedParts.length !== 3) throw unopened("it is damaged");
  const named = keys.filter((key) => key.kid === kid);
  if (named.length === 0) throw unopened(`it names the key "${kid.slice(0, 32)}", which is not there`);
  return openWithAny(named, sealedParts, bindingOf(kid, row));
}

function openWithAny(keys: readonly SealingKey[], [iv = "", tag = "", data = ""]: string[], bound: Buffer): string {
  for (const { key } of keys) {
    try {
      const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(iv, "base64url"), { authTagLength: 16 }).setAAD(bound);
      decipher.setAuthTag(Buffer.from(tag, "base64url"));
      return Buffer.concat([decipher.update(Buffer.from(data, "base64url")), decipher.final()]).toString("utf8");
    } catch {
      // Another key, or none.
    }
  }
  throw unopened("the key is another one, or it was sealed in another row");
}

const unopened = (why: string) =>
  new SettingsError(
    `A stored secret can't be opened (${why}): set the key it was sealed with in WORKFLOW_ENCRYPTION_KEYS or WORKFLOW_ENCRYPTION_KEY (without them it is made from NEXTAUTH_SECRET), or enter the channel's access token, the app's secret and verify token, or the secret's value, anew.`,
  );
