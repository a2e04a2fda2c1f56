import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env, SettingsError } from "./env.ts";

/** Bound into every envelope, so that a text sealed for another purpose with the same key does not open here. */
const PURPOSE = Buffer.from("siga.secret.v1");

/** Seals a text for storage: AES-256-GCM, as `v1.<iv>.<tag>.<data>` in base64url. The same text never seals alike twice. */
export function encryptSecret(text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key(), iv).setAAD(PURPOSE);
  const data = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return ["v1", iv.toString("base64url"), cipher.getAuthTag().toString("base64url"), data.toString("base64url")].join(".");
}

/** @throws SettingsError when it was sealed with another key, or is damaged; the message holds nothing of it. */
export function decryptSecret(sealed: string): string {
  const [version, iv = "", tag = "", data = "", ...rest] = sealed.split(".");
  try {
    if (version !== "v1" || rest.length > 0) throw new Error("unknown form");
    const decipher = createDecipheriv("aes-256-gcm", key(), Buffer.from(iv, "base64url"), { authTagLength: 16 }).setAAD(PURPOSE);
    decipher.setAuthTag(Buffer.from(tag, "base64url"));
    return Buffer.concat([decipher.update(Buffer.from(data, "base64url")), decipher.final()]).toString("utf8");
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    throw new SettingsError(
      "A stored secret can't be opened: WORKFLOW_ENCRYPTION_KEY (or, without it, NEXTAUTH_SECRET) is not the one it was sealed with. Set the former key again, or enter the channel's access token, or the secret's value, anew.",
    );
  }
}

let derived: { from: string; key: Buffer } | undefined;

/** WORKFLOW_ENCRYPTION_KEY; on a developer's machine without one, a key made from NEXTAUTH_SECRET. */
function key(): Buffer {
  const { WORKFLOW_ENCRYPTION_KEY, NEXTAUTH_SECRET, production } = env();
  if (WORKFLOW_ENCRYPTION_KEY !== undefined) return Buffer.from(WORKFLOW_ENCRYPTION_KEY, "hex");
  if (production || NEXTAUTH_SECRET === undefined) {
    throw new SettingsError(
      "WORKFLOW_ENCRYPTION_KEY is missing, so no channel's access token and no secret can be kept: set 64 hexadecimal digits (`openssl rand -hex 32`).",
    );
  }
  if (derived?.from !== NEXTAUTH_SECRET)
    derived = { from: NEXTAUTH_SECRET, key: Buffer.from(hkdfSync("sha256", NEXTAUTH_SECRET, "", PURPOSE, 32)) };
  return derived.key;
}
