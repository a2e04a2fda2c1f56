"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { idField } from "#lib/api/ids.ts";
import { cursorField, type Page } from "#lib/api/page.ts";
import { type CreateUser, createUserBody, type PatchUser, patchUserBody, type UserResponse } from "#lib/api/users.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { createUser, endSessions as endUsersSessions, listUsers, patchUser, resetPassword } from "#server/services/users/users";

export async function load(cursor: string): Promise<ActionResult<Page<UserResponse>>> {
  return runServerAction("users:write", (actor) => listUsers(actor, { cursor: parseBody(cursorField, cursor) }));
}

export async function create(input: CreateUser): Promise<ActionResult<{ user: UserResponse; password: string | null }>> {
  return runServerAction("users:write", (actor) => createUser(actor, parseBody(createUserBody, input)));
}

export async function update(userId: number, input: PatchUser): Promise<ActionResult<UserResponse>> {
  return runServerAction("users:write", (actor) => patchUser(actor, parseBody(idField, userId), parseBody(patchUserBody, input)));
}

export async function endSessions(userId: number): Promise<ActionResult<null>> {
  return runServerAction("users:write", async (actor) => {
    await endUsersSessions(actor, parseBody(idField, userId));
    return null;
  });
}

export async function reset(userId: number): Promise<ActionResult<{ password: string }>> {
  return runServerAction("users:write", (actor) => resetPassword(actor, parseBody(idField, userId)));
}
