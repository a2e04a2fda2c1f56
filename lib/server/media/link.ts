import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { encryptionKeys } from "../platform/encryption-keys.ts";
import { env, SettingsError } from "../platform/env.ts";

/** Flows' own links to a file: one file, for a day, without signing in; dead once the file is erased. */

const LINK_SECONDS = 24 * 60 * 60;

/** Under which address the console is reached, as far as the settings tell. */
function ownAddress(): string {
  const { NEXTAUTH_URL, HOST, PORT } = env();
  return (NEXTAUTH_URL ?? `http://${HOST === "0.0.0.0" || HOST === "::" ? "127.0.0.1" : HOST}:${PORT}`).replace(/\/+$/, "");
}

/** Each key of the installation gives one; the first signs, all are believed. */
const keys = (): Buffer[] => encryptionKeys().map(({ key }) => Buffer.from(hkdfSync("sha256", key, "", "siga.media-link.v1", 32)));

const signatureOf = (key: Buffer, id: string, expires: number): string =>
  createHmac("sha256", key).update(`${id}.${expires}`).digest("base64url");

/** Null on an installation without any key, which can sign nothing. `now` in milliseconds since 1970. */
export function mediaLink(id: string, now = Date.now()): string | null {
  try {
    const [key] = keys();
    if (key === undefined) return null;
    const expires = Math.floor(now / 1_000) + LINK_SECONDS;
    return `${ownAddress()}/media/${id}?expires=${expires}&signature=${signatureOf(key, id, expires)}`;
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
}

/** Whether we gave this link, and its time is not over. */
export function isOwnLink(id: string, expires: string | null, signature: string | null, now = Date.now()): boolean {
  if (expires === null || signature === null || !/^\d{1,12}$/.test(expires) || Number(expires) * 1_000 < now) return false;
  const given = Buffer.from(signature);
  return keys().some((key) => {
    const own = Buffer.from(signatureOf(key, id, Number(expires)));
    return own.byteLength === given.byteLength && timingSafeEqual(own, given);
  });
}
