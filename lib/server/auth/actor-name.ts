import type { Db } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";

/** Who acts, as people call them: a user's name or address, a token's name; the id of whoever has neither. */
export async function nameOf(db: Db, actor: { id: string }): Promise<string> {
  return (await knownName(db, actor.id)) ?? actor.id;
}

/** The same for what stands in an audit entry, a version or a draft; null for somebody who is not there (any more). */
export async function knownName(db: Db, actorId: string): Promise<string | null> {
  const [, kind, digits] = /^(user|token):(\d{1,9})$/.exec(actorId) ?? [];
  const where = { id: Number(digits) };
  if (kind === "token") return (await prisma(db).apiToken.findUnique({ where, select: { name: true } }))?.name ?? null;
  if (kind !== "user") return null;
  const user = await prisma(db).user.findUnique({ where, select: { name: true, email: true } });
  return user === null ? null : user.name || user.email;
}
