import { createHash } from "node:crypto";
import { decode } from "next-auth/jwt";
import { env, SettingsError } from "../env.ts";
import { pool } from "../db.ts";
import { type Actor, isRole } from "./actor.ts";

/** A session of the console lasts a week from signing in. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60;

/** Who is signed in, as the database knows them at this moment. */
export interface SignedIn {
  actor: Actor;
  user: { id: number; email: string; name: string };
}

/** Whether browsers reach us by https, so that cookies are `Secure` and their name says so. */
export function isSecure(): boolean {
  const { NEXTAUTH_URL, VERCEL } = env();
  return NEXTAUTH_URL === undefined ? VERCEL !== undefined : NEXTAUTH_URL.startsWith("https://");
}

export const sessionCookieName = (): string => (isSecure() ? "__Host-siga_session" : "siga_session");

/** @throws SettingsError */
export function sessionSecret(): string {
  const { NEXTAUTH_SECRET } = env();
  if (NEXTAUTH_SECRET === undefined) throw new SettingsError("NEXTAUTH_SECRET is missing, so nobody can sign in: set a long random text (`openssl rand -hex 32`).");
  return NEXTAUTH_SECRET;
}

/** Goes into the session: a changed or reset password ends the sessions that began with the old one. */
export const credentialOf = (passwordHash: string | null): string => createHash("sha256").update(passwordHash ?? "").digest("base64url").slice(0, 16);

/** The claims of a session cookie that is ours and has not expired; says nothing about whether the user may still come in. */
export async function readClaims(cookie: string | undefined): Promise<{ userId: number; credential: string } | null> {
  if (cookie === undefined || cookie === "") return null;
  const claims = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null);
  const userId = Number(claims?.sub);
  if (!Number.isSafeInteger(userId) || typeof claims?.credential !== "string") return null;
  return { userId, credential: claims.credential };
}

/**
 * Who bears this session cookie. Role and access are read from the database each time, so that a person who is disabled,
 * demoted, or given a new password notices at the next click.
 */
export async function signedInBy(cookie: string | undefined): Promise<SignedIn | null> {
  const claims = await readClaims(cookie);
  if (claims === null) return null;
  const { rows } = await pool().query<{ id: number; email: string; name: string; role: string; password_hash: string | null }>(
    "SELECT id, email, name, role, password_hash FROM users WHERE id = $1 AND disabled_at IS NULL",
    [claims.userId],
  );
  const row = rows[0];
  if (row === undefined || !isRole(row.role) || credentialOf(row.password_hash) !== claims.credential) return null;
  return { actor: { id: `user:${row.id}`, role: row.role }, user: { id: row.id, email: row.email, name: row.name } };
}
