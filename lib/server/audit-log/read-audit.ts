import { z } from "zod";
import { pageQuery, DEFAULT_LIMIT, type Page, pageOf, startBelow } from "../api/cursor.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { pool } from "../db.ts";

export const auditQuery = pageQuery.extend({ object_type: z.string().max(64).optional(), object_id: z.string().max(64).optional() });

export interface AuditItem {
  id: number;
  /** `user:1`, `token:3`, `seed`. */
  actor: string;
  /** Their address or the token's name, while they exist. */
  actor_name: string | null;
  action: string;
  object_type: string;
  object_id: string;
  details: unknown;
  at: string;
}

/** A page of the audit log, newest first. */
export async function readAuditLog(actor: Actor, query: z.output<typeof auditQuery>): Promise<Page<AuditItem>> {
  allow(actor, "audit:read");
  const { rows } = await pool().query<Omit<AuditItem, "at"> & { at: Date }>(
    `SELECT a.id, a.actor, coalesce(u.email, t.name) AS actor_name, a.action, a.object_type, a.object_id, a.details, a.at
     FROM audit_log a
     LEFT JOIN users u ON a.actor = 'user:' || u.id
     LEFT JOIN api_tokens t ON a.actor = 'token:' || t.id
     WHERE a.id < $1::bigint AND ($2::text IS NULL OR a.object_type = $2) AND ($3::text IS NULL OR a.object_id = $3)
     ORDER BY a.id DESC LIMIT $4`,
    [startBelow("audit", query), query.object_type ?? null, query.object_id ?? null, (query.limit ?? DEFAULT_LIMIT) + 1],
  );
  return pageOf("audit", query, rows, (row) => row.id, (row) => ({ ...row, at: row.at.toISOString() }));
}
