"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { idField } from "#lib/api/ids.ts";
import { type CreateToken, createTokenBody } from "#lib/api/tokens.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { createApiToken, revokeApiToken } from "#server/auth/api-tokens";

const DAY_MS = 24 * 60 * 60 * 1_000;

export async function create(input: CreateToken): Promise<ActionResult<{ token: string }>> {
  return runServerAction("tokens:write", async (actor) => {
    const { name, role, days } = parseBody(createTokenBody, input);
    const { token } = await createApiToken(actor, {
      name,
      role,
      expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS),
    });
    return { token };
  });
}

export async function revoke(tokenId: number): Promise<ActionResult<null>> {
  return runServerAction("tokens:write", async (actor) => {
    await revokeApiToken(actor, parseBody(idField, tokenId));
    return null;
  });
}
