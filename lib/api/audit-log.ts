import type { PageRequest } from "./page.ts";

/** Who did what; read in the console only. */

export interface AuditQuery extends PageRequest {
  object_type?: string | undefined;
  object_id?: string | undefined;
  /** `user:1`, `token:3`, `seed`. */
  actor?: string | undefined;
  /** Part of a name, of the action or of the details. */
  search?: string | undefined;
  /** Only what was done in the last hours. */
  hours?: number | undefined;
}

export interface AuditEntry {
  id: number;
  /** `user:1`, `token:3`, `seed`. */
  actor: string;
  /** Their address or the token's name, while they exist. */
  actor_name: string | null;
  action: string;
  object_type: string;
  object_id: string;
  /** What it is called; null: it exists no more, or never had a name. */
  object_name: string | null;
  details: unknown;
  at: string;
}
