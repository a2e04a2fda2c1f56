import { randomInt } from "node:crypto";
import type { z } from "zod";
import { atLeast } from "#lib/permissions.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { conflict, notFound } from "../../platform/api-error.ts";
import { countLiveTokens, revokeTokensOf, takeOverTokensOf } from "../../auth/api-tokens.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { hashPassword } from "../../platform/passwords.ts";
import { prisma } from "../../platform/prisma.ts";
import type { User } from "#lib/generated/prisma/client.ts";
import { type createUserBody, type patchUserBody, user, type UserResponse } from "#lib/api/users.ts";

const toUser = async (db: Db, row: User): Promise<UserResponse> => ({
  id: row.id,
  email: row.email,
  name: row.name,
  role: user.shape.role.parse(row.role),
  has_password: row.passwordHash !== null,
  oidc_issuer: row.oidcIssuer,
  live_tokens: await countLiveTokens(db, row.id),
  disabled_at: row.disabledAt?.toISOString() ?? null,
  created_at: row.createdAt.toISOString(),
  last_signed_in_at: row.lastSignedInAt?.toISOString() ?? null,
});

/** A page of users, newest first. */
export async function listUsers(actor: Actor, query: PageRequest): Promise<Page<UserResponse>> {
  allow(actor, "users:write");
  const rows = await prisma().user.findMany({
    where: { id: { lt: startBelow("users", query, INT4_TOP) } },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
  });
  const page = pageOf(
    "users",
    query,
    rows,
    (row) => row.id,
    (row) => row,
  );
  return { ...page, items: await Promise.all(page.items.map((row) => toUser(pool(), row))) };
}

/**
 * A new user. The password is made here and returned this once; null for people who sign in through OpenID Connect.
 * @throws ApiError 409
 */
export async function createUser(
  actor: Actor,
  body: z.output<typeof createUserBody>,
): Promise<{ user: UserResponse; password: string | null }> {
  allow(actor, "users:write");
  const password = body.with_password ? makePassword() : null;
  const hash = password === null ? null : await hashPassword(password);
  return inTransaction(async (client) => {
    const { email, name, role } = body;
    const [created] = await prisma(client).user.createManyAndReturn({
      data: [{ email, name, role, passwordHash: hash }],
      skipDuplicates: true,
    });
    if (created === undefined) throw conflict("email-taken", `There already is a user with the address ${email}.`);
    await audit(client, actor, "user.created", "user", created.id, { email, role });
    return { user: await toUser(client, created), password };
  });
}

/**
 * Changes what is given. Somebody who is disabled or demoted has to sign in again; tokens that they made are revoked or kept as `tokens`
 * says: within their new role, or, when they are disabled, as the actor's. Nobody locks themselves out, and one administrator stays.
 * @throws ApiError 404, 409
 */
export async function patchUser(actor: Actor, id: number, body: z.output<typeof patchUserBody>): Promise<UserResponse> {
  allow(actor, "users:write");
  return inTransaction(async (client) => {
    // SQL, because Prisma takes no locks. All administrators, so that two who demote each other at once do not both succeed.
    await client.query("SELECT FROM users WHERE id = $1 OR role = 'admin' ORDER BY id FOR UPDATE", [id]);
    const before = await readUser(client, id);
    const roleBefore = user.shape.role.parse(before.role);
    const after = {
      name: body.name ?? before.name,
      role: body.role ?? roleBefore,
      disabled: body.disabled ?? before.disabledAt !== null,
    };
    if (actor.id === `user:${id}` && (after.disabled || after.role !== before.role))
      throw conflict("own-account", "You can not disable your own account or change your own role.");
    const isDisabled = after.disabled && before.disabledAt === null;
    const isDemoted = !atLeast(after.role, roleBefore);
    const updated = await prisma(client).user.update({
      where: { id },
      data: {
        name: after.name,
        role: after.role,
        disabledAt: after.disabled ? (before.disabledAt ?? new Date()) : null,
        ...(body.unbind_oidc && { oidcIssuer: null, oidcSubject: null }),
        // What they were let in with does not come back to life when they are let in again.
        ...((isDisabled || isDemoted) && { sessionsFrom: new Date() }),
      },
    });
    const admin = await prisma(client).user.findFirst({ where: { role: "admin", disabledAt: null }, select: { id: true } });
    if (admin === null) throw conflict("last-admin", "This is the last administrator who can sign in; make somebody else one first.");
    const tokens = body.tokens ?? (isDisabled ? "revoke" : "keep");
    if (tokens === "revoke") await revokeTokensOf(client, actor, id);
    else if (isDisabled) await takeOverTokensOf(client, actor, id);
    await audit(client, actor, "user.updated", "user", id, { ...body });
    return toUser(client, updated);
  });
}

/** Ends all of a user's sessions, wherever they are. @throws ApiError 404 */
export async function endSessions(actor: Actor, id: number): Promise<void> {
  allow(actor, "users:write");
  await inTransaction(async (client) => {
    const { count } = await prisma(client).user.updateMany({ where: { id }, data: { sessionsFrom: new Date() } });
    if (count === 0) throw noUser(id);
    await audit(client, actor, "user.sessions_ended", "user", id);
  });
}

/** Gives a user a new password, made here and returned this once; their sessions end. @throws ApiError 404 */
export async function resetPassword(actor: Actor, id: number): Promise<{ password: string }> {
  allow(actor, "users:write");
  const password = makePassword();
  const hash = await hashPassword(password);
  await inTransaction(async (client) => {
    const { count } = await prisma(client).user.updateMany({ where: { id }, data: { passwordHash: hash } });
    if (count === 0) throw noUser(id);
    await audit(client, actor, "user.password_reset", "user", id);
  });
  return { password };
}

async function readUser(db: Db, id: number): Promise<User> {
  const row = await prisma(db).user.findUnique({ where: { id } });
  if (row === null) throw noUser(id);
  return row;
}

const noUser = (id: number) => notFound(`There is no user ${id}.`);

/** Without what is mistaken for something else when read aloud or copied by hand. 80 bits. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
