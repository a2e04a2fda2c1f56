"use server";
import { z } from "zod";
import { AUDIT_TYPES, type AuditType } from "#components/settings/audit-types.ts";
import type { AuditPage } from "#components/settings/types.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { act } from "#server/action";
import { parseBody } from "#server/api/parse";
import { readAuditLog } from "#server/audit-log/read-audit";

export async function load(type: AuditType, cursor: string): Promise<ActionResult<AuditPage>> {
  return act("audit:read", (actor) => {
    const object_type = parseBody(z.enum(AUDIT_TYPES), type);
    return readAuditLog(actor, { cursor: parseBody(z.string().max(200), cursor), ...(object_type === "all" ? {} : { object_type }) });
  });
}
