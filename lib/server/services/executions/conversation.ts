import type { Context } from "#lib/engine/types.ts";
import { quotesSql } from "../../contacts/quotes.ts";
import { statusHistory } from "../../contacts/status-history.ts";
import { actorNameSql } from "../../auth/actor-name.ts";
import { pool } from "../../platform/db.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { requestOf, type SendRow } from "./graph-exchange.ts";
import { redactSecrets } from "../../platform/redact.ts";
import type { ConversationMessage } from "#lib/api/history.ts";

interface Row extends SendRow {
  direction: "inbound" | "outbound";
  data: Context | null;
  wamid: string | null;
  error: unknown;
  answer: ConversationMessage["answer"];
  status: string;
  execution_id: number | null;
  visit_seq: number | null;
  node_id: string | null;
  written_by: string | null;
  attempts: number;
  sent_at: Date | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  created_at: Date;
}

/**
 * What was said during these visits, both ways, in order. An inbound message is found by the id that the visit which
 * heard it put into the context, because the mailbox forgets after half a year and the log does not. With `last` also
 * what waits to be heard.
 */
export async function readConversation(
  executionId: number,
  visits: { from: number; to: number; last: boolean },
): Promise<ConversationMessage[]> {
  // SQL, because messages are found by what is inside JSON.
  const { rows } = await pool().query<Row>(
    `WITH e AS (SELECT id, contact_id, status FROM executions WHERE id = $1),
     consumed AS (
       SELECT l.seq, l.changes #>> '{message,id}' AS wamid FROM execution_log l
       WHERE l.execution_id = $1 AND l.seq BETWEEN $2 AND $3 AND l.event IN ('execution_started', 'message_received')
         AND l.changes #>> '{message,id}' IS NOT NULL
     ), waits AS (
       SELECT b.payload #>> '{message,id}' AS wamid FROM e JOIN mailbox b ON b.contact_id = e.contact_id
       WHERE $4 AND b.processed_at IS NULL AND b.kind = 'message_received' AND e.status IN ${OPEN_STATUSES_SQL}
       LIMIT 200
     ), part AS (
       SELECT m.id, m.visit_seq FROM messages m WHERE m.execution_id = $1
         AND (m.visit_seq BETWEEN $2 AND $3 OR ($4 AND m.visit_seq IS NULL))
       UNION ALL
       SELECT m.id, x.seq FROM e JOIN contacts c ON c.id = e.contact_id
       CROSS JOIN LATERAL (SELECT min(seq) AS seq, wamid FROM consumed GROUP BY wamid
         UNION ALL SELECT NULL, wamid FROM waits WHERE wamid NOT IN (SELECT wamid FROM consumed)) x
       JOIN messages m ON m.channel_id = c.channel_id AND m.wamid = x.wamid AND m.direction = 'inbound'
     )
     SELECT m.id, m.direction, m.type, m.text, m.data, m.status, m.wamid,
       ${quotesSql("m")} AS quotes, m.execution_id, part.visit_seq, l.node_id,
       ${actorNameSql("m.written_by")} AS written_by, m.error, m.answer,
       m.attempts, m.opaque, m.sent_at, m.edited_at, m.deleted_at, m.created_at,
            ch.phone_number_id, c.wa_id, c.user_id
     FROM part JOIN messages m ON m.id = part.id JOIN channels ch ON ch.id = m.channel_id JOIN contacts c ON c.id = m.contact_id
     LEFT JOIN execution_log l ON l.execution_id = $1 AND l.seq = part.visit_seq
     ORDER BY m.id`,
    [executionId, visits.from, visits.to, visits.last],
  );
  const history = await statusHistory(rows.filter((row) => row.direction === "outbound").map((row) => row.id));
  return rows.map((row) => ({
    id: row.id,
    direction: row.direction,
    type: row.type,
    text: row.text,
    data: row.data,
    status: row.status,
    wamid: row.wamid,
    quotes: row.quotes,
    execution_id: executionId,
    visit_seq: row.visit_seq,
    node_id: row.node_id,
    written_by: row.written_by,
    // What is redacted keeps its form.
    error: redactSecrets(row.error) as Context | null,
    attempts: row.attempts,
    sent_at: row.sent_at?.toISOString() ?? null,
    edited_at: row.edited_at?.toISOString() ?? null,
    deleted_at: row.deleted_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    status_history: history.get(row.id) ?? [],
    request: requestOf(row),
    answer: row.answer,
  }));
}
