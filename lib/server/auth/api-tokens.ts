import { createHash, randomBytes } from "node:crypto";
import { isRole, type Role } from "#lib/roles.ts";
import { audit } from "../platform/audit.ts";
import { notFound } from "../platform/api-error.ts";
import { inTransaction, pool } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";
import { type Actor, allow } from "./actor.ts";

/** A busy token's row is not worth an update per request. */
const LAST_USED_EVERY = "1 minute";

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export interface NewToken {
  id: number;
  /** Shown this once; only its hash is kept. */
  token: string;
}

/** Makes a token of 256 random bits. It is the installation's, not its maker's: what uses it goes on when they leave. */
export async function createApiToken(actor: Actor, input: { name: string; role: Role; expiresAt?: Date }): Promise<NewToken> {
  allow(actor, "tokens:write");
  const token = `siga_${randomBytes(32).toString("base64url")}`;
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: number }>(
      "INSERT INTO api_tokens (name, prefix, token_hash, role, expires_at) VALUES ($1, $2, $3, $4, $5) RETURNING id",
      [input.name, token.slice(0, 10), hashOf(token), input.role, input.expiresAt ?? null],
    );
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

/** @throws ApiError 404 */
export async function revokeApiToken(actor: Actor, id: number): Promise<void> {
  allow(actor, "tokens:write");
  await inTransaction(async (client) => {
    const { rowCount } = await client.query("UPDATE api_tokens SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1", [id]);
    if (rowCount === 0) throw notFound(`There is no API token ${id}.`);
    await audit(client, actor, "token.revoked", "api_token", id);
  });
}

/** Who bears this token; null when it is unknown, expired or revoked. */
export async function actorOfToken(token: string): Promise<Actor | null> {
  const { rows } = await pool().query<{ id: number; role: string; stale: boolean }>(
    `SELECT id, role, coalesce(last_used_at < now() - $2::interval, true) AS stale
     FROM api_tokens WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
    [hashOf(token), LAST_USED_EVERY],
  );
  const row = rows[0];
  if (row === undefined || !isRole(row.role)) return null;
  if (row.stale) await pool().query("UPDATE api_tokens SET last_used_at = now() WHERE id = $1", [row.id]);
  return { id: `token:${row.id}`, role: row.role };
}
