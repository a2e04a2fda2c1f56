import type { Actor } from "./actor.ts";
import { isOwnOrigin } from "./own-origin.ts";
import { AccessRefused } from "./refusals.ts";
import { sessionCookieName, signedInBy } from "./session-cookie.ts";

/**
 * Who calls the REST API from the console: the session cookie's user, or null when there is none. A browser sends cookies
 * whoever made it call, so anything that changes something must also come from a page of our own origin, and as JSON,
 * which a foreign form cannot send.
 * @throws ApiError 403 for a call from another origin
 */
export async function actorFromSession(request: Request): Promise<Actor | null> {
  const signedIn = await signedInBy(cookieOf(request, sessionCookieName()));
  if (signedIn === null) return null;
  if (!["GET", "HEAD"].includes(request.method) && !isOwnOrigin(request.headers)) {
    throw new AccessRefused(signedIn.actor.id, null, "This call came from another site's page. Use the console itself, or a token.");
  }
  return signedIn.actor;
}

function cookieOf(request: Request, name: string): string | undefined {
  const entries = (request.headers.get("cookie") ?? "").split(";").map((entry) => entry.trim());
  return entries.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);
}
