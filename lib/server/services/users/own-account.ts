import type { z } from "zod";
import { invalidField } from "../../platform/api-error.ts";
import type { Actor } from "../../auth/actor.ts";
import { tooManyAttempts } from "../../auth/sign-in.ts";
import { changeOf, countAttempt, forgetAttempt } from "../../auth/sign-in-attempts.ts";
import { audit } from "../../platform/audit.ts";
import { inTransaction } from "../../platform/db.ts";
import { hashPassword, isPassword } from "../../platform/passwords.ts";
import { prisma } from "../../platform/prisma.ts";
import type { changePasswordBody } from "#lib/api/users.ts";

/** Whether this person signs in with a password here, or only through OpenID Connect. */
export async function hasPassword(userId: number): Promise<boolean> {
  return (await prisma().user.count({ where: { id: userId, passwordHash: { not: null } } })) === 1;
}

/**
 * Changes one's own password; all of one's sessions end, this one too.
 * @throws ApiError 422 when the current one is wrong, 429 after too many wrong ones
 */
export async function changeOwnPassword(actor: Actor, userId: number, body: z.output<typeof changePasswordBody>): Promise<void> {
  const user = await prisma().user.findUnique({ where: { id: userId, disabledAt: null }, select: { passwordHash: true } });
  const wait = await countAttempt(changeOf(userId), null);
  if (wait > 0) throw tooManyAttempts(wait);
  const before = user?.passwordHash ?? null;
  if (before === null || !(await isPassword(body.current, before))) throw invalidField(["current"], "is not your current password");
  await forgetAttempt(changeOf(userId), null);
  const hash = await hashPassword(body.password);
  await inTransaction(async (client) => {
    // Only if nobody changed it meanwhile: an administrator's reset wins.
    const { count } = await prisma(client).user.updateMany({ where: { id: userId, passwordHash: before }, data: { passwordHash: hash } });
    if (count === 0) throw invalidField(["current"], "was changed a moment ago; sign in again");
    await audit(client, actor, "user.password_changed", "user", userId);
  });
}

/** Ends all of one's own sessions, this one too. */
export async function signOutEverywhere(actor: Actor, userId: number): Promise<void> {
  await inTransaction(async (client) => {
    await prisma(client).user.updateMany({ where: { id: userId }, data: { sessionsFrom: new Date() } });
    await audit(client, actor, "user.sessions_ended", "user", userId);
  });
}
