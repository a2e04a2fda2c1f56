import type { ApiToken } from "#lib/api/tokens.ts";
import { env } from "../platform/env.ts";
import { unauthorized } from "../platform/api-error.ts";
import { prisma } from "../platform/prisma.ts";
import { isSameSecret } from "../platform/signature.ts";
import type { Actor } from "./actor.ts";

/** The token that stands in the environment: an administrator, there before any user is. */
const NAME = "WORKFLOW_API_TOKEN";
const LAST_USED_EVERY_MS = 60_000;

let lastNoted = -Infinity;

const isOver = (): boolean => (env().WORKFLOW_API_TOKEN_UNTIL?.getTime() ?? Infinity) <= Date.now();

/** Who bears this token if it is the environment's, else null. @throws ApiError 401 once its time has passed */
export async function actorOfEnvironmentToken(token: string): Promise<Actor | null> {
  const { WORKFLOW_API_TOKEN } = env();
  if (WORKFLOW_API_TOKEN === undefined || !isSameSecret(token, WORKFLOW_API_TOKEN)) return null;
  if (isOver())
    throw unauthorized("WORKFLOW_API_TOKEN is not good any more: WORKFLOW_API_TOKEN_UNTIL has passed. Use a token made in the console.");
  const now = Date.now();
  if (now - lastNoted > LAST_USED_EVERY_MS) {
    lastNoted = now;
    const lastUsedAt = new Date(now);
    await prisma().environmentToken.upsert({ where: { name: NAME }, create: { name: NAME, lastUsedAt }, update: { lastUsedAt } });
  }
  return { id: "token:bootstrap", role: "admin" };
}

/** As the list of tokens shows it; null when there is none. */
export async function environmentToken(): Promise<ApiToken | null> {
  const { WORKFLOW_API_TOKEN, WORKFLOW_API_TOKEN_UNTIL } = env();
  if (WORKFLOW_API_TOKEN === undefined) return null;
  const used = await prisma().environmentToken.findUnique({ where: { name: NAME } });
  return {
    id: null,
    name: NAME,
    prefix: "",
    role: "admin",
    expires_at: WORKFLOW_API_TOKEN_UNTIL?.toISOString() ?? null,
    revoked_at: null,
    last_used_at: used?.lastUsedAt.toISOString() ?? null,
    created_by: null,
    expired: isOver(),
  };
}
