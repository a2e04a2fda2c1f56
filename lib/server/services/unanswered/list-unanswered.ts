import type { Problem } from "#lib/engine/problem/problem.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import type { UnansweredListed } from "#lib/api/unanswered.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { lastMessageSql } from "../../contacts/last-message.ts";
import { UNANSWERED, UNANSWERED_DAYS, type UnansweredRow } from "../../recovery/unanswered.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { pool } from "../../platform/db.ts";

interface Row extends UnansweredRow {
  channel_id: number;
  wa_id: string | null;
  user_id: string | null;
  name: string | null;
  last_message: UnansweredListed["last_message"];
  said_of_reply: string | null;
  ended_because: string | null;
  problem: Problem | null;
  flow_id: number | null;
  flow_name: string | null;
}

/** A page of those whom nothing will answer, the latest first. */
export async function listUnanswered(actor: Actor, query: PageRequest): Promise<Page<UnansweredListed>> {
  allow(actor, "contacts:read");
  // SQL, because "the last of each contact, of which nothing holds" joins five tables.
  const { rows } = await pool().query<Row>(
    `${UNANSWERED}
     SELECT u.id, u.contact_id, u.since, u.reason, c.channel_id, c.wa_id, c.user_id, c.name,
       (SELECT ${lastMessageSql("m")} FROM messages m WHERE m.contact_id = c.id AND m.direction = 'inbound' ORDER BY m.id DESC LIMIT 1)
         AS last_message,
       concat_ws(': ', u.error->>'title', u.error->>'details') AS said_of_reply, e.reason AS ended_because, e.state -> 'problem' AS problem,
       e.id AS execution_id, e.flow_id, f.name AS flow_name
     FROM (SELECT * FROM unanswered WHERE id < $2 ORDER BY id DESC LIMIT $3) u
     JOIN contacts c ON c.id = u.contact_id
     LEFT JOIN executions e ON e.id = u.execution_id
     LEFT JOIN flows f ON f.id = e.flow_id
     ORDER BY u.id DESC`,
    [UNANSWERED_DAYS * 86_400, startBelow("unanswered", query), (query.limit ?? DEFAULT_LIMIT) + 1],
  );
  return pageOf("unanswered", query, rows, (row) => row.id, toUnanswered);
}

function toUnanswered(row: Row): UnansweredListed {
  const { contact_id: id, channel_id, wa_id, user_id, name, since, reason, last_message, execution_id } = row;
  const hasEnded = reason === "conversation_failed";
  return {
    contact: { id, channel_id, wa_id, user_id, name },
    since: since.toISOString(),
    last_message,
    reason,
    detail: (hasEnded ? row.ended_because : row.said_of_reply) || null,
    problem: hasEnded ? row.problem : null,
    execution: execution_id === null ? null : { id: execution_id, flow_id: row.flow_id ?? 0, flow_name: row.flow_name ?? "" },
  };
}
