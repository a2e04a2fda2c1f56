import { unauthorized } from "../platform/api-error.ts";
import type { Actor } from "./actor.ts";
import { actorFromSession } from "./actor-from-session.ts";
import { actorOfToken } from "./api-tokens.ts";
import { actorOfEnvironmentToken } from "./environment-token.ts";

/**
 * The bearer of a request: WORKFLOW_API_TOKEN (an administrator, there before any user is) or a token from the console.
 * Without an Authorization header, whoever is signed in to the console, for calls from its own pages.
 * @throws ApiError 401, or 403 for a foreign page's call
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
  const actor = (await actorOfEnvironmentToken(token)) ?? (await actorOfToken(token));
  if (actor === null) throw unauthorized("This token is unknown, expired or revoked; ask an administrator for a new one.");
  return actor;
}
