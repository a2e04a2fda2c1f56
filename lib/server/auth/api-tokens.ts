import { createHash, randomBytes } from "node:crypto";
import { isRole, type Role } from "#lib/roles.ts";
import { audit } from "../platform/audit.ts";
import { notFound } from "../platform/api-error.ts";
import { inTransaction } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";
import { type Actor, allow } from "./actor.ts";

/** A busy token's row is not worth an update per request. */
const LAST_USED_EVERY_MS = 60_000;

export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

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
    const { id } = await prisma(client).apiToken.create({
      data: {
        name: input.name,
        prefix: token.slice(0, 10),
        tokenHash: hashOfToken(token),
        role: input.role,
        expiresAt: input.expiresAt ?? null,
      },
      select: { id: true },
    });
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
    const token = await prisma(client).apiToken.findUnique({ where: { id }, select: { id: true } });
    if (token === null) throw notFound(`There is no API token ${id}.`);
    // Revoked once more, it stays revoked since the first time.
    await prisma(client).apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
    await audit(client, actor, "token.revoked", "api_token", id);
  });
}

/** Who bears this token; null when it is unknown, expired or revoked. */
export async function actorOfToken(token: string): Promise<Actor | null> {
  const now = new Date();
  const row = await prisma().apiToken.findUnique({
    where: { tokenHash: hashOfToken(token), revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    select: { id: true, role: true, lastUsedAt: true },
  });
  if (row === null || !isRole(row.role)) return null;
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > LAST_USED_EVERY_MS)
    await prisma().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  return { id: `token:${row.id}`, role: row.role };
}
