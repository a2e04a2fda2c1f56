import { createHash, randomBytes } from "node:crypto";
import { audit } from "../audit.ts";
import { notFound } from "../api/problem.ts";
import { inTransaction, pool } from "../db.ts";
import { prisma } from "../prisma.ts";
import { type Actor, allow, atLeast, type Role, ROLES } from "./actor.ts";

/** A busy token's row is not worth an update per request. */
const LAST_USED_EVERY = "1 minute";

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

export interface NewToken {
  id: number;
  /** Shown this once; only its hash is kept. */
  token: string;
}

/** Makes a token of 256 random bits. With `userId` it ends with that user, and never may more than they may. */
export async function createApiToken(actor: Actor, input: { name: string; role: Role; userId?: number; expiresAt?: Date }): Promise<NewToken> {
  allow(actor, "tokens:write");
  const token = `siga_${randomBytes(32).toString("base64url")}`;
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: number }>("INSERT INTO api_tokens (name, prefix, token_hash, role, user_id, expires_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id", [
      input.name,
      token.slice(0, 10),
      hashOf(token),
      input.role,
      input.userId ?? null,
      input.expiresAt ?? null,
    ]);
    const id = rows[0]?.id ?? 0;
    await audit(client, actor, "token.created", "api_token", id, { name: input.name, role: input.role });
    return { id, token };
  });
}

/** All tokens, newest first, without their hashes. */
export async function listApiTokens(actor: Actor) {
  allow(actor, "tokens:write");
  return prisma().apiToken.findMany({ orderBy: { id: "desc" }, omit: { tokenHash: true } });
}

/** @throws Problem 404 */
export async function revokeApiToken(actor: Actor, id: number): Promise<void> {
  allow(actor, "tokens:write");
  await inTransaction(async (client) => {
    const { rowCount } = await client.query("UPDATE api_tokens SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1", [id]);
    if (rowCount === 0) throw notFound(`There is no API token ${id}.`);
    await audit(client, actor, "token.revoked", "api_token", id);
  });
}

/** Who bears this token; null when it is unknown, expired, revoked, or its user is disabled. */
export async function actorOfToken(token: string): Promise<Actor | null> {
  const { rows } = await pool().query<{ id: number; role: string; user_role: string | null; stale: boolean }>(
    `SELECT t.id, t.role, u.role AS user_role, coalesce(t.last_used_at < now() - $2::interval, true) AS stale
     FROM api_tokens t LEFT JOIN users u ON u.id = t.user_id
     WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.disabled_at IS NULL`,
    [hashOf(token), LAST_USED_EVERY],
  );
  const row = rows[0];
  if (row === undefined || !isRole(row.role)) return null;
  if (row.stale) await pool().query("UPDATE api_tokens SET last_used_at = now() WHERE id = $1", [row.id]);
  const limit = row.user_role === null ? row.role : row.user_role;
  if (!isRole(limit)) return null;
  return { id: `token:${row.id}`, role: atLeast(row.role, limit) ? limit : row.role };
}
