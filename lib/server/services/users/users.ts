import { randomInt } from "node:crypto";
import type { z } from "zod";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { conflict, notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { hashPassword } from "../../platform/passwords.ts";
import type { createUserBody, patchUserBody, UserResponse } from "#lib/api/users.ts";

interface UserRow extends Omit<UserResponse, "disabled_at" | "created_at" | "last_signed_in_at"> {
  disabled_at: Date | null;
  created_at: Date;
  last_signed_in_at: Date | null;
}

const SELECT = `SELECT u.id, u.email, u.name, u.role, u.password_hash IS NOT NULL AS has_password, u.disabled_at, u.created_at, u.last_signed_in_at FROM users u`;

const toUser = (row: UserRow): UserResponse => ({
  ...row,
  disabled_at: row.disabled_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  last_signed_in_at: row.last_signed_in_at?.toISOString() ?? null,
});

/** A page of users, newest first. */
export async function listUsers(actor: Actor, query: PageRequest): Promise<Page<UserResponse>> {
  allow(actor, "users:write");
  const { rows } = await pool().query<UserRow>(`${SELECT} WHERE u.id < $1::bigint ORDER BY u.id DESC LIMIT $2`, [
    startBelow("users", query),
    (query.limit ?? DEFAULT_LIMIT) + 1,
  ]);
  return pageOf("users", query, rows, (row) => row.id, toUser);
}

/** A new user. The password is made here and answered this once; null for who signs in through OpenID Connect. @throws ApiError 409 */
export async function createUser(
  actor: Actor,
  body: z.output<typeof createUserBody>,
): Promise<{ user: UserResponse; password: string | null }> {
  allow(actor, "users:write");
  const password = body.with_password ? makePassword() : null;
  const hash = password === null ? null : await hashPassword(password);
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: number }>(
      "INSERT INTO users (email, name, role, password_hash) VALUES ($1, $2, $3, $4) ON CONFLICT (email) DO NOTHING RETURNING id",
      [body.email, body.name, body.role, hash],
    );
    const id = rows[0]?.id;
    if (id === undefined) throw conflict("email-taken", `There already is a user with the address ${body.email}.`);
    await audit(client, actor, "user.created", "user", id, { email: body.email, role: body.role });
    return { user: await readUser(client, id), password };
  });
}

/** Changes what is given. Nobody locks themselves out, and one administrator stays. @throws ApiError 404, 409 */
export async function patchUser(actor: Actor, id: number, body: z.output<typeof patchUserBody>): Promise<UserResponse> {
  allow(actor, "users:write");
  return inTransaction(async (client) => {
    // All administrators, so that two who demote each other at once do not both succeed.
    await client.query("SELECT FROM users WHERE id = $1 OR role = 'admin' ORDER BY id FOR UPDATE", [id]);
    const before = await readUser(client, id);
    const after = {
      name: body.name ?? before.name,
      role: body.role ?? before.role,
      disabled: body.disabled ?? before.disabled_at !== null,
    };
    if (actor.id === `user:${id}` && (after.disabled || after.role !== before.role))
      throw conflict("own-account", "You can not disable your own account or change your own role.");
    await client.query(
      "UPDATE users SET name = $2, role = $3, disabled_at = CASE WHEN $4 THEN coalesce(disabled_at, now()) END WHERE id = $1",
      [id, after.name, after.role, after.disabled],
    );
    const { rowCount: admins } = await client.query("SELECT FROM users WHERE role = 'admin' AND disabled_at IS NULL LIMIT 1");
    if (admins === 0) throw conflict("last-admin", "This is the last administrator who can sign in; make somebody else one first.");
    await audit(client, actor, "user.updated", "user", id, { ...body });
    return readUser(client, id);
  });
}

/** Gives a user a new password, made here and answered this once; their sessions end. @throws ApiError 404 */
export async function resetPassword(actor: Actor, id: number): Promise<{ password: string }> {
  allow(actor, "users:write");
  const password = makePassword();
  const hash = await hashPassword(password);
  await inTransaction(async (client) => {
    const { rowCount } = await client.query("UPDATE users SET password_hash = $2 WHERE id = $1", [id, hash]);
    if (rowCount === 0) throw noUser(id);
    await audit(client, actor, "user.password_reset", "user", id);
  });
  return { password };
}

async function readUser(db: Db, id: number): Promise<UserResponse> {
  const { rows } = await db.query<UserRow>(`${SELECT} WHERE u.id = $1`, [id]);
  if (rows[0] === undefined) throw noUser(id);
  return toUser(rows[0]);
}

const noUser = (id: number) => notFound(`There is no user ${id}.`);

/** Without what is mistaken for something else when read aloud or copied by hand. 80 bits. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
function makePassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
