"use server";
import { z } from "zod";
import type { ActionResult } from "#lib/action-result.ts";
import { type Role, ROLES } from "#lib/roles.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { createApiToken, revokeApiToken } from "#server/auth/api-tokens";

const DAY_MS = 24 * 60 * 60 * 1_000;
const newToken = z.object({
  name: z.string().trim().min(1, "must not be empty").max(200),
  role: z.enum(ROLES),
  days: z.int().min(1).max(3_650).nullable(),
});

export async function create(input: { name: string; role: Role; days: number | null }): Promise<ActionResult<{ token: string }>> {
  return runServerAction("tokens:write", async (actor) => {
    const { name, role, days } = parseBody(newToken, input);
    const { token } = await createApiToken(actor, {
      name,
      role,
      ...(days === null ? {} : { expiresAt: new Date(Date.now() + days * DAY_MS) }),
    });
    return { token };
  });
}

export async function revoke(tokenId: number): Promise<ActionResult<null>> {
  return runServerAction("tokens:write", async (actor) => {
    await revokeApiToken(actor, parseBody(z.int().positive(), tokenId));
    return null;
  });
}
