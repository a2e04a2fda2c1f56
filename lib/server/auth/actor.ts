import { atLeast, type Permission, PERMISSIONS } from "#lib/permissions.ts";
import type { Role } from "#lib/roles.ts";
import { AccessRefused } from "./refusals.ts";

/** Who acts, whichever way they came in: `token:3`, `user:1`. The id goes into the audit log and into versions. */
export interface Actor {
  id: string;
  role: Role;
}

/** For showing or hiding what leads to an act; the act itself asks `allow`. */
export const may = (actor: Actor, permission: Permission): boolean => atLeast(actor.role, PERMISSIONS[permission]);

/**
 * The one gate. Every service calls it first, so that the API, the console's server actions and scripts are bound alike.
 * @throws ApiError 403 when the actor's role does not reach.
 */
export function allow(actor: Actor, permission: Permission): void {
  const needed = PERMISSIONS[permission];
  if (!atLeast(actor.role, needed)) {
    throw new AccessRefused(
      actor.id,
      permission,
      `This needs the role "${needed}" (${permission}); yours is "${actor.role}". Ask an administrator for a token or a role that reaches.`,
    );
  }
}
