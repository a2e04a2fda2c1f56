import { z } from "zod";
import { timestamp } from "./ids.ts";
import { pageQuery } from "./page.ts";

/** Who did what; read in the console only. */

const auditQuery = pageQuery.extend({
  object_type: z.string().max(64).optional(),
  object_id: z.string().max(64).optional(),
  /** `user:1`, `token:3`, `seed`. */
  actor: z.string().max(64).optional(),
  /** Part of a name, of the action or of the details. */
  search: z.string().max(200).optional(),
  /** Only what was done in the last hours. */
  hours: z.int().positive().max(100_000).optional(),
});

const auditEntry = z.object({
  id: z.int(),
  /** `user:1`, `token:3`, `seed`. */
  actor: z.string(),
  /** Their address or the token's name, while they exist. */
  actor_name: z.string().nullable(),
  action: z.string(),
  object_type: z.string(),
  object_id: z.string(),
  /** What it is called; null: it exists no more, or never had a name. */
  object_name: z.string().nullable(),
  details: z.unknown(),
  at: timestamp,
});

export type AuditQuery = z.output<typeof auditQuery>;
export type AuditEntry = z.output<typeof auditEntry>;
