import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { unauthorized } from "../platform/api-error.ts";
import { type Permission } from "#lib/permissions.ts";
import { allow, type Actor } from "./actor.ts";
import { loginAddress, PATH_HEADER } from "./safe-path.ts";
import { sessionCookieName, type SignedIn, signedInBy } from "./session-cookie.ts";

/** Only for Next's own places (pages, server actions, route handlers): it reads the request under way. */

/** Who is signed in, or null; asked of the database once a request. */
export const getSignedIn = cache(async (): Promise<SignedIn | null> => signedInBy((await cookies()).get(sessionCookieName())?.value));

/**
 * Who acts, in a server action or a route handler.
 * @throws ApiError 401, or 403 when the role does not reach
 */
export async function requireActor(permission: Permission): Promise<Actor> {
  const signedIn = await getSignedIn();
  if (signedIn === null) throw unauthorized("Your session has ended. Sign in again.");
  allow(signedIn.actor, permission);
  return signedIn.actor;
}

/** Who looks at a page; sends those who are not signed in to the login page and back afterwards. */
export async function requirePageUser(): Promise<SignedIn> {
  const signedIn = await getSignedIn();
  if (signedIn === null) redirect(loginAddress((await headers()).get(PATH_HEADER) ?? "/"));
  return signedIn;
}
