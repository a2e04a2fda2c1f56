import type { AuditEntry, AuditQuery } from "#lib/api/audit-log.ts";
import { DEFAULT_LIMIT, type Page } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { hasWords } from "../../platform/like-pattern.ts";

/**
 * SQL, because what an entry speaks of is no foreign key. Names of the things that entries speak of; each looked up by its key, because an
 * id of another type of thing means nothing there.
 */
const NAMES = `
  CROSS JOIN LATERAL (SELECT CASE WHEN a.object_id ~ '^[0-9]{1,9}$' THEN a.object_id::int END AS oid) n
  LEFT JOIN flows f ON a.object_type = 'flow' AND f.id = n.oid
  LEFT JOIN channels ch ON a.object_type = 'channel' AND ch.id = n.oid
  LEFT JOIN users ou ON a.object_type = 'user' AND ou.id = n.oid
  LEFT JOIN api_tokens ot ON a.object_type = 'api_token' AND ot.id = n.oid
  LEFT JOIN secrets s ON a.object_type = 'secret' AND s.id = n.oid
  LEFT JOIN calendars ca ON a.object_type = 'calendar' AND ca.id = n.oid
  LEFT JOIN contact_fields cf ON a.object_type = 'contact_field' AND cf.id = n.oid
  LEFT JOIN executions e ON a.object_type = 'execution' AND e.id = n.oid
  LEFT JOIN contacts c ON c.id = coalesce(e.contact_id, CASE WHEN a.object_type = 'contact' THEN n.oid END)`;
const OBJECT_NAME = "coalesce(f.name, ch.name, ou.email, ot.name, s.name, ca.name, cf.name, c.name, c.wa_id, c.user_id)";

/** A page of the audit log, newest first. */
export async function readAuditLog(actor: Actor, query: AuditQuery): Promise<Page<AuditEntry>> {
  allow(actor, "audit:read");
  const { rows } = await pool().query<Omit<AuditEntry, "at"> & { at: Date }>(
    `SELECT a.id, a.actor, coalesce(u.email, t.name) AS actor_name, a.action, a.object_type, a.object_id, ${OBJECT_NAME} AS object_name,
      a.details, a.at
     FROM audit_log a
     LEFT JOIN users u ON a.actor = 'user:' || u.id
     LEFT JOIN api_tokens t ON a.actor = 'token:' || t.id
     ${NAMES}
     WHERE a.id < $1::bigint AND ($2::text IS NULL OR a.object_type = $2) AND ($3::text IS NULL OR a.object_id = $3)
       AND ($5::text IS NULL OR a.actor = $5)
       AND ($6::int IS NULL OR a.at > now() - make_interval(hours => $6))
       AND ($7::text IS NULL OR ${hasWords(`concat_ws(chr(1), ${OBJECT_NAME}, u.email, t.name, a.action, a.details::text)`, "$7")})
     ORDER BY a.id DESC LIMIT $4`,
    [
      startBelow("audit", query),
      query.object_type ?? null,
      query.object_id ?? null,
      (query.limit ?? DEFAULT_LIMIT) + 1,
      query.actor ?? null,
      query.hours ?? null,
      query.search ?? null,
    ],
  );
  return pageOf(
    "audit",
    query,
    rows,
    (row) => row.id,
    (row) => ({ ...row, at: row.at.toISOString() }),
  );
}

/** Who may have done something: users by their address, then tokens by their name. */
export async function listAuditActors(actor: Actor): Promise<{ id: string; name: string }[]> {
  allow(actor, "audit:read");
  const [users, tokens] = await Promise.all([
    prisma().user.findMany({ select: { id: true, email: true }, orderBy: { email: "asc" }, take: 200 }),
    prisma().apiToken.findMany({ select: { id: true, name: true }, orderBy: { name: "asc" }, take: 200 }),
  ]);
  return [
    ...users.map(({ id, email }) => ({ id: `user:${id}`, name: email })),
    ...tokens.map(({ id, name }) => ({ id: `token:${id}`, name })),
  ];
}
