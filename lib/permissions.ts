import { type Role, ROLES } from "./roles.ts";

/** The permission table: the least role for each kind of act. What is not in it cannot be asked for. */
export const PERMISSIONS = {
  "flows:read": "viewer",
  "flows:write": "editor",
  "executions:read": "viewer",
  "executions:write": "editor",
  "contacts:read": "viewer",
  "contacts:write": "editor",
  "contacts:export": "admin",
  "contacts:erase": "admin",
  "contact_fields:read": "viewer",
  "contact_fields:write": "editor",
  "channels:read": "viewer",
  "channels:write": "admin",
  "calendars:read": "viewer",
  "calendars:write": "editor",
  "secrets:read": "editor",
  "secrets:write": "admin",
  "tokens:write": "admin",
  "users:write": "admin",
  "audit:read": "admin",
  "retention:read": "viewer",
  "retention:write": "admin",
} as const satisfies Record<string, Role>;

export type Permission = keyof typeof PERMISSIONS;

/** The lesser of two roles. */
export const lesserRole = (one: Role, other: Role): Role => (atLeast(one, other) ? other : one);

/** Whether a role reaches what another may do. */
export function atLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}
