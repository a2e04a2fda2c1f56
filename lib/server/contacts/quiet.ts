import type { Quiet } from "#lib/api/quiet.ts";
import { cameToItsEnd, quietUntil } from "#lib/engine/after-end.ts";
import type { FlowSettings } from "#lib/engine/types.ts";
import { pool } from "../platform/db.ts";
import { lastExecutionSql } from "../state/last-execution.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";

interface Row {
  contact_id: number;
  execution_id: number;
  flow_id: number;
  flow_name: string | null;
  status: string;
  reason: string | null;
  ended_at: Date | null;
  settings: FlowSettings | null;
}

/** Those of these contacts whose last conversation wants silence after its end, at this moment: as the load of an advance sees it. */
export async function readQuiet(contactIds: readonly number[], at = Date.now()): Promise<Map<number, Quiet>> {
  if (contactIds.length === 0) return new Map();
  // SQL, because the newest of each comes in one statement, with a part of its version's JSON.
  const { rows } = await pool().query<Row>(
    `SELECT c.id AS contact_id, last.id AS execution_id, last.flow_id, f.name AS flow_name, last.status, last.reason, last.ended_at,
       v.graph -> 'settings' AS settings
     FROM contacts c
     CROSS JOIN LATERAL (
       ${lastExecutionSql("contact_id = c.id", "id, flow_id, flow_version_id, status, reason, ended_at")}
     ) last
     LEFT JOIN flows f ON f.id = last.flow_id
     LEFT JOIN flow_versions v ON v.id = last.flow_version_id
     WHERE c.id = ANY($1::bigint[])
       AND NOT EXISTS (SELECT FROM executions WHERE contact_id = c.id AND status IN ${OPEN_STATUSES_SQL})`,
    [contactIds],
  );
  const found = new Map<number, Quiet>();
  for (const { contact_id, execution_id, flow_id, flow_name, status, reason, ended_at: endedAt, settings } of rows) {
    if (endedAt === null || !cameToItsEnd({ status, reason })) continue;
    const until = quietUntil(settings ?? undefined, endedAt.getTime());
    if (until !== null && until <= at) continue;
    found.set(contact_id, {
      ...{ execution_id, flow_id, flow_name: flow_name ?? "" },
      until: until === null ? null : new Date(until).toISOString(),
    });
  }
  return found;
}
