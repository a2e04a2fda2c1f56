import { env } from "../platform/env.ts";
import { unauthorized } from "../platform/api-error.ts";
import { limitCalls, secondsUntilToken, tooManyCalls } from "../platform/rate-limits.ts";
import type { Actor } from "./actor.ts";
import { actorFromSession } from "./actor-from-session.ts";
import { actorOfToken } from "./api-tokens.ts";
import { clientAddress, networkOf } from "./client-address.ts";
import { actorOfEnvironmentToken } from "./environment-token.ts";
import { isLiveToken } from "./live-tokens.ts";

/**
 * The bearer of a request: WORKFLOW_API_TOKEN (an administrator, there before any user is) or a token from the console.
 * Without an Authorization header, the user signed in to the console, for calls from its own pages.
 * @throws ApiError 401, 403 for a foreign page's call, or 429 for too many calls of a token, or unknown ones of an address
 */
export async function authenticate(request: Request): Promise<Actor> {
  const header = request.headers.get("authorization");
  if (header === null) {
    const actor = await actorFromSession(request);
    if (actor !== null) return actor;
    throw unauthorized('Send a token: "Authorization: Bearer <token>". WORKFLOW_API_TOKEN holds the first one; the console makes others.');
  }
  const token = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(header.trim())?.[1];
  if (token === undefined) throw unauthorized('The Authorization header must read "Bearer <token>".');
  const actor = (await actorOfEnvironmentToken(token)) ?? (await bearerOf(token, clientAddress(request.headers)));
  const perSecond = env().WORKFLOW_API_RATE;
  if (perSecond > 0) await limitCalls(`bearer:${actor.id}`, { perSecond, burst: 3 * perSecond });
  return actor;
}

/** Of one address: a caller with a valid token has no reason to try many. */
const UNKNOWN_TOKENS = { burst: 10, perSecond: 10 / 60 };

async function bearerOf(token: string, address: string): Promise<Actor> {
  const key = `unknown-token:${networkOf(address)}`;
  // Good tokens are served all the same: behind a proxy that is not trusted everybody has one address.
  const wait = secondsUntilToken(key);
  if (wait > 0 && !(await isLiveToken(token))) throw tooManyCalls(UNKNOWN_TOKENS, wait);
  const actor = await actorOfToken(token);
  if (actor !== null) return actor;
  if (address !== "unknown") await limitCalls(key, UNKNOWN_TOKENS);
  throw unauthorized("This token is unknown, expired or revoked; ask an administrator for a new one.");
}
