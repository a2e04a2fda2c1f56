import { createHash, randomBytes } from "node:crypto";
import { type ApiToken, DEFAULT_TOKEN_DAYS } from "#lib/api/tokens.ts";
import { lesserRole } from "#lib/permissions.ts";
import { isRole, type Role } from "#lib/roles.ts";
import { audit } from "../platform/audit.ts";
import { notFound } from "../platform/api-error.ts";
import { type Db, inTransaction, pool } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";
import { type Actor, allow } from "./actor.ts";
import { environmentToken } from "./environment-token.ts";

/** A busy token's row is not worth an update per request. */
const LAST_USED_EVERY_MS = 60_000;
const DAY_MS = 24 * 60 * 60 * 1_000;

export const hashOfToken = (token: string): string => createHash("sha256").update(token).digest("hex");

interface NewToken {
  id: number;
  /** Shown this once; only its hash is kept. */
  token: string;
}

/**
 * Makes a token of 256 random bits. It reaches no further than its maker's role at the moment of use, and ends with the maker's access.
 * Without `expiresAt` it is good for 90 days; null: for good.
 */
export async function createApiToken(actor: Actor, input: { name: string; role: Role; expiresAt?: Date | null }): Promise<NewToken> {
  allow(actor, "tokens:write");
  const token = `siga_${randomBytes(32).toString("base64url")}`;
  const expiresAt = input.expiresAt === undefined ? new Date(Date.now() + DEFAULT_TOKEN_DAYS * DAY_MS) : input.expiresAt;
  return inTransaction(async (client) => {
    const { id } = await prisma(client).apiToken.create({
      data: {
        name: input.name,
        prefix: token.slice(0, 10),
        tokenHash: hashOfToken(token),
        role: input.role,
        expiresAt,
        createdBy: actor.id,
      },
      select: { id: true },
    });
    await audit(client, actor, "token.created", "api_token", id, { name: input.name, role: input.role });
    return { id, token };
  });
}

/** WORKFLOW_API_TOKEN if there is one, then all tokens, newest first; without their hashes. */
export async function listApiTokens(actor: Actor): Promise<ApiToken[]> {
  allow(actor, "tokens:write");
  const rows = await prisma().apiToken.findMany({ orderBy: { id: "desc" }, omit: { tokenHash: true } });
  const makers = await prisma().user.findMany({
    where: { id: { in: rows.flatMap((row) => makerId(row.createdBy) ?? []) } },
    select: { id: true, email: true },
  });
  const emails = new Map(makers.map(({ id, email }) => [id, email]));
  const tokens = rows.map((row): ApiToken => {
    const maker = makerId(row.createdBy);
    return {
      id: row.id,
      name: row.name,
      prefix: row.prefix,
      role: isRole(row.role) ? row.role : "viewer",
      expires_at: row.expiresAt?.toISOString() ?? null,
      revoked_at: row.revokedAt?.toISOString() ?? null,
      last_used_at: row.lastUsedAt?.toISOString() ?? null,
      created_by: maker === null ? null : (emails.get(maker) ?? null),
      expired: row.expiresAt !== null && row.expiresAt < new Date(),
    };
  });
  const inEnvironment = await environmentToken();
  return inEnvironment === null ? tokens : [inEnvironment, ...tokens];
}

/** @throws ApiError 404 */
export async function revokeApiToken(actor: Actor, id: number): Promise<void> {
  allow(actor, "tokens:write");
  await inTransaction(async (client) => {
    const token = await prisma(client).apiToken.findUnique({ where: { id }, select: { id: true } });
    if (token === null) throw notFound(`There is no API token ${id}.`);
    // Revoking again keeps the first time.
    await prisma(client).apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
    await audit(client, actor, "token.revoked", "api_token", id);
  });
}

const liveOf = (userId: number) => ({
  createdBy: `user:${userId}`,
  revokedAt: null,
  OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
});

/** How many tokens a user has made that still work. */
export const countLiveTokens = (db: Db, userId: number): Promise<number> => prisma(db).apiToken.count({ where: liveOf(userId) });

/** Revokes what a user has made; the caller has asked whether the actor may. */
export async function revokeTokensOf(db: Db, actor: Actor, userId: number): Promise<void> {
  const revoked = await prisma(db).apiToken.updateManyAndReturn({
    where: liveOf(userId),
    data: { revokedAt: new Date() },
    select: { id: true },
  });
  for (const { id } of revoked) await audit(db, actor, "token.revoked", "api_token", id);
}

/** What a user has made goes on as the actor's own, within the actor's role. */
export async function takeOverTokensOf(db: Db, actor: Actor, userId: number): Promise<void> {
  const taken = await prisma(db).apiToken.updateManyAndReturn({
    where: liveOf(userId),
    data: { createdBy: actor.id },
    select: { id: true },
  });
  for (const { id } of taken) await audit(db, actor, "token.taken_over", "api_token", id);
}

interface TokenRow {
  id: number;
  role: string;
  last_used_at: Date | null;
  created_by: string | null;
  /** Null: not there (any more), or disabled. */
  maker_role: string | null;
}

/** Who bears this token; null when it is unknown, expired or revoked, or its maker may not come in any more. */
export async function actorOfToken(token: string): Promise<Actor | null> {
  // SQL, because each request asks it, and a maker is no foreign key.
  const { rows } = await pool().query<TokenRow>(
    `SELECT t.id, t.role, t.last_used_at, t.created_by, u.role AS maker_role FROM api_tokens t
     LEFT JOIN users u ON u.id = CASE WHEN t.created_by ~ '^user:[0-9]{1,9}$' THEN substr(t.created_by, 6)::int END AND u.disabled_at IS NULL
     WHERE t.token_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > now())`,
    [hashOfToken(token)],
  );
  const [row] = rows;
  if (row === undefined || !isRole(row.role)) return null;
  const role = cappedRole(row.role, row);
  if (role === null) return null;
  const now = new Date();
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > LAST_USED_EVERY_MS)
    await prisma().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now } });
  return { id: `token:${row.id}`, role };
}

function cappedRole(own: Role, { created_by, maker_role }: TokenRow): Role | null {
  if (makerId(created_by) === null) return own;
  return maker_role !== null && isRole(maker_role) ? lesserRole(own, maker_role) : null;
}

/** The user who made a token; null for one from before makers were known, or made by a script. */
function makerId(createdBy: string | null): number | null {
  const digits = /^user:(\d{1,9})$/.exec(createdBy ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
}
