import type { Db } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";

/** Who acts, as people call them: a user's name or address, a token's name; the id where there is neither. */
export async function nameOf(db: Db, actor: { id: string }): Promise<string> {
  return (await knownName(db, actor.id)) ?? actor.id;
}

/** SQL: the same for an actor's id (an expression), null where that is null; for lists, which name the actor of each row. */
export const actorNameSql = (actor: string): string => `coalesce(
  (SELECT coalesce(nullif(u.name, ''), u.email) FROM users u WHERE u.id = substring(${actor} FROM '^user:([0-9]{1,9})$')::int),
  (SELECT t.name FROM api_tokens t WHERE t.id = substring(${actor} FROM '^token:([0-9]{1,9})$')::int),
  ${actor})`;

/** The same for what stands in an audit entry, a version or a draft; null for somebody who is not there (any more). */
export async function knownName(db: Db, actorId: string): Promise<string | null> {
  const [, kind, digits] = /^(user|token):(\d{1,9})$/.exec(actorId) ?? [];
  const where = { id: Number(digits) };
  if (kind === "token") return (await prisma(db).apiToken.findUnique({ where, select: { name: true } }))?.name ?? null;
  if (kind !== "user") return null;
  const user = await prisma(db).user.findUnique({ where, select: { name: true, email: true } });
  return user === null ? null : user.name || user.email;
}
