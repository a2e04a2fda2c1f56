import { createHash, randomUUID } from "node:crypto";
import { decode } from "next-auth/jwt";
import { isRole } from "#lib/roles.ts";
import { env, SettingsError } from "../platform/env.ts";
import { pool } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";
import type { Actor } from "./actor.ts";

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
  if (NEXTAUTH_SECRET === undefined)
    throw new SettingsError("NEXTAUTH_SECRET is missing, so nobody can sign in: set a long random text (`openssl rand -hex 32`).");
  return NEXTAUTH_SECRET;
}

/** Goes into the session: a changed or reset password ends the sessions that began with the old one. */
export const credentialOf = (passwordHash: string | null): string =>
  createHash("sha256")
    .update(passwordHash ?? "")
    .digest("base64url")
    .slice(0, 16);

/**
 * What a session that begins now carries. `began` (Unix milliseconds) and `ends` (Unix seconds) are our own, because next-auth moves a
 * cookie's times on whenever it is asked for the session.
 */
export const beginSession = (user: { id: string; credential?: string }) => ({
  sub: user.id,
  credential: user.credential,
  session: randomUUID(),
  began: Date.now(),
  ends: Math.floor(Date.now() / 1_000) + SESSION_SECONDS,
});

/** Signing out: the session's cookie opens nothing any more, wherever a copy of it may be. */
export async function endSession(claims: Record<string, unknown> | null): Promise<void> {
  if (typeof claims?.session !== "string" || typeof claims.ends !== "number") return;
  await prisma().endedSession.createMany({
    data: { id: claims.session, endsAt: new Date(claims.ends * 1_000) },
    skipDuplicates: true,
  });
}

interface SessionClaims {
  userId: number;
  credential: string;
  session: string;
  began: Date;
}

/** The claims of a session cookie that is ours and has not expired; says nothing about whether the user may still come in. */
export async function readClaims(cookie: string | undefined): Promise<SessionClaims | null> {
  if (cookie === undefined || cookie === "") return null;
  const claims = await decode({ token: cookie, secret: sessionSecret() }).catch(() => null);
  const userId = Number(claims?.sub);
  if (!Number.isSafeInteger(userId) || typeof claims?.credential !== "string" || typeof claims.session !== "string") return null;
  if (typeof claims.ends !== "number" || claims.ends * 1_000 <= Date.now()) return null;
  // A release before did not say when it began.
  const began = typeof claims["began"] === "number" ? claims["began"] : (claims.ends - SESSION_SECONDS) * 1_000;
  return { userId, credential: claims.credential, session: claims.session, began: new Date(began) };
}

/**
 * Who bears this session cookie. Role and access are read from the database each time, so that a person who is disabled,
 * demoted, given a new password, or signed out notices at the next click.
 */
export async function signedInBy(cookie: string | undefined): Promise<SignedIn | null> {
  const claims = await readClaims(cookie);
  if (claims === null) return null;
  // SQL, because each request of the console asks it, and Prisma would ask twice.
  const { rows } = await pool().query<{ id: number; email: string; name: string; role: string; password_hash: string | null }>(
    `SELECT id, email, name, role, password_hash FROM users
      WHERE id = $1 AND disabled_at IS NULL AND (sessions_from IS NULL OR sessions_from < $3)
        AND NOT EXISTS (SELECT FROM ended_sessions WHERE id = $2)`,
    [claims.userId, claims.session, claims.began],
  );
  const row = rows[0];
  if (row === undefined || !isRole(row.role) || credentialOf(row.password_hash) !== claims.credential) return null;
  return { actor: { id: `user:${row.id}`, role: row.role }, user: { id: row.id, email: row.email, name: row.name } };
}
