"use server";
import { z } from "zod";
import type { UserItem } from "#components/settings/types.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { Role } from "#lib/roles.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { createUserBody, patchUserBody } from "#lib/api/schemas/users.ts";
import { createUser, listUsers, patchUser, resetPassword } from "#server/services/users/users";

const id = z.int().positive();

export async function load(cursor: string): Promise<ActionResult<{ items: UserItem[]; next_cursor: string | null }>> {
  return runServerAction("users:write", (actor) => listUsers(actor, { cursor: parseBody(z.string().max(200), cursor) }));
}

export async function create(input: {
  email: string;
  name: string;
  role: Role;
  with_password: boolean;
}): Promise<ActionResult<{ user: UserItem; password: string | null }>> {
  return runServerAction("users:write", (actor) => createUser(actor, parseBody(createUserBody, input)));
}

export async function update(userId: number, input: { name?: string; role?: Role; disabled?: boolean }): Promise<ActionResult<UserItem>> {
  return runServerAction("users:write", (actor) => patchUser(actor, parseBody(id, userId), parseBody(patchUserBody, input)));
}

export async function reset(userId: number): Promise<ActionResult<{ password: string }>> {
  return runServerAction("users:write", (actor) => resetPassword(actor, parseBody(id, userId)));
}
