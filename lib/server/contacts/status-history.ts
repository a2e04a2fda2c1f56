import { pool } from "../platform/db.ts";

interface ReportedStatus {
  status: string;
  at: string;
  errors: unknown;
  details: unknown;
}

/** What Meta reported for these messages: found by wamid or, where the response to our send was lost, by what we gave it to echo. */
export async function statusHistory(messageIds: number[]): Promise<Map<number, ReportedStatus[]>> {
  const history = new Map<number, ReportedStatus[]>();
  if (messageIds.length === 0) return history;
  const { rows } = await pool().query<{ id: number; status: string; at: Date; errors: unknown; details: unknown }>(
    `WITH m AS (SELECT id, channel_id, wamid, coalesce(opaque, id::text) AS opaque FROM messages WHERE id = ANY($1)),
     reported AS (
       SELECT m.id, s.status, s.at, s.errors, s.details FROM m
         JOIN message_status_events s ON s.channel_id = m.channel_id AND s.wamid = m.wamid
       UNION
       SELECT m.id, s.status, s.at, s.errors, s.details FROM m
         JOIN message_status_events s ON s.channel_id = m.channel_id AND s.opaque = m.opaque
     )
     SELECT * FROM reported ORDER BY at, siga_status_rank(status)`,
    [messageIds],
  );
  for (const { id, at, ...row } of rows) history.set(id, [...(history.get(id) ?? []), { ...row, at: at.toISOString() }]);
  return history;
}
