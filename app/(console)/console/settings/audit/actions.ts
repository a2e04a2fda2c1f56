"use server";
import { z } from "zod";
import { AUDIT_PERIODS, AUDIT_TYPES, type AuditFilters, auditQueryOf } from "#components/settings/audit-filters.ts";
import type { ActionResult } from "#lib/action-result.ts";
import type { AuditEntry } from "#lib/api/audit-log.ts";
import { cursorField, type Page } from "#lib/api/page.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { readAuditLog } from "#server/services/audit-log/read-audit";

const auditFilters = z.object({
  search: z.string().max(200),
  who: z.string().max(64),
  type: z.enum(AUDIT_TYPES),
  period: z.enum(AUDIT_PERIODS),
});

export async function load(filters: AuditFilters, cursor: string): Promise<ActionResult<Page<AuditEntry>>> {
  return runServerAction("audit:read", (actor) =>
    readAuditLog(actor, { cursor: parseBody(cursorField, cursor), ...auditQueryOf(parseBody(auditFilters, filters)) }),
  );
}
