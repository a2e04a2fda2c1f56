import type { MessageResponse } from "#lib/api/messages.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { noContact } from "../../contacts/refusals.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { actorNameSql } from "../../auth/actor-name.ts";
import { type Db, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { quotesSql } from "../../contacts/quotes.ts";
import { statusHistory } from "../../contacts/status-history.ts";

interface MessageRow extends Omit<MessageResponse, "sent_at" | "edited_at" | "deleted_at" | "created_at" | "status_history"> {
  sent_at: Date | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  created_at: Date;
}

/** SQL, because each row comes with the node and the person that said it. */
const SELECT = `SELECT m.id, m.direction, m.type, m.text, m.data, m.status, m.wamid,
    ${quotesSql("m")} AS quotes, m.execution_id, l.node_id,
    ${actorNameSql("m.written_by")} AS written_by, m.error, m.sent_at, m.edited_at, m.deleted_at, m.created_at
  FROM messages m LEFT JOIN execution_log l ON l.execution_id = m.execution_id AND l.seq = m.visit_seq`;

/** A page of a contact's messages, both ways, newest first. @throws ApiError 404 */
export async function listMessages(actor: Actor, contactId: number, query: PageRequest): Promise<Page<MessageResponse>> {
  allow(actor, "contacts:read");
  const found = await prisma().contact.findUnique({ where: { id: contactId }, select: { id: true } });
  if (found === null) throw noContact(contactId);
  const { rows } = await pool().query<MessageRow>(`${SELECT} WHERE m.contact_id = $1 AND m.id < $2 ORDER BY m.id DESC LIMIT $3`, [
    contactId,
    startBelow("messages", query),
    (query.limit ?? DEFAULT_LIMIT) + 1,
  ]);
  const history = await statusHistory(rows.filter((row) => row.direction === "outbound").map((row) => row.id));
  return pageOf(
    "messages",
    query,
    rows,
    (row) => row.id,
    (row) => toMessage(row, history.get(row.id) ?? []),
  );
}

/** One that was just written, of which nothing has been reported yet. */
export async function readWritten(db: Db, id: number): Promise<MessageResponse> {
  const { rows } = await db.query<MessageRow>(`${SELECT} WHERE m.id = $1`, [id]);
  const [row] = rows;
  if (row === undefined) throw new Error(`message ${id} was not written`);
  return toMessage(row, []);
}

const toMessage = (row: MessageRow, history: MessageResponse["status_history"]): MessageResponse => ({
  ...row,
  sent_at: row.sent_at?.toISOString() ?? null,
  edited_at: row.edited_at?.toISOString() ?? null,
  deleted_at: row.deleted_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  status_history: history,
});
