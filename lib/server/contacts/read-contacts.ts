import type { z } from "zod";
import type { Context } from "#lib/engine/types.ts";
import { DEFAULT_LIMIT, type Page, pageOf, type PageRequest, startBelow } from "../api/cursor.ts";
import { notFound } from "../api/problem.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { pool } from "../db.ts";
import { containing } from "../like.ts";
import type { ContactAnswer, contactsQuery, MessageAnswer } from "./schemas.ts";

interface ContactRow extends Omit<ContactAnswer, "last_inbound_at" | "created_at"> {
  fields: Context;
  last_inbound_at: Date | null;
  created_at: Date;
}

/** A page of contacts, newest first. */
export async function listContacts(actor: Actor, query: z.output<typeof contactsQuery>): Promise<Page<ContactAnswer>> {
  allow(actor, "contacts:read");
  const digits = query.search?.replace(/\D/g, "") ?? "";
  const { rows } = await pool().query<ContactRow>(
    `SELECT id, channel_id, wa_id, user_id, name, fields, last_inbound_at, created_at FROM contacts
     WHERE id < $1 AND ($2::int IS NULL OR channel_id = $2) AND ($3::text IS NULL OR name ILIKE $3 OR wa_id LIKE $4) ORDER BY id DESC LIMIT $5`,
    [
      startBelow("contacts", query),
      query.channel_id ?? null,
      query.search === undefined ? null : containing(query.search),
      digits === "" ? null : containing(digits),
      (query.limit ?? DEFAULT_LIMIT) + 1,
    ],
  );
  return pageOf("contacts", query, rows, (row) => row.id, (row) => ({ ...row, last_inbound_at: row.last_inbound_at?.toISOString() ?? null, created_at: row.created_at.toISOString() }));
}

interface MessageRow extends Omit<MessageAnswer, "sent_at" | "created_at" | "status_history"> {
  channel_id: number;
  sent_at: Date | null;
  created_at: Date;
}

/** A page of a contact's messages, both ways, newest first. @throws Problem 404 */
export async function listMessages(actor: Actor, contactId: number, query: PageRequest): Promise<Page<MessageAnswer>> {
  allow(actor, "contacts:read");
  const found = await pool().query("SELECT FROM contacts WHERE id = $1", [contactId]);
  if (found.rowCount === 0) throw notFound(`There is no contact ${contactId}. GET /api/v1/contacts lists those there are.`);
  const { rows } = await pool().query<MessageRow>(
    `SELECT m.id, m.channel_id, m.direction, m.type, m.text, m.data, m.status, m.wamid, m.execution_id, l.node_id, m.error, m.sent_at, m.created_at
     FROM messages m LEFT JOIN execution_log l ON l.execution_id = m.execution_id AND l.seq = m.visit_seq
     WHERE m.contact_id = $1 AND m.id < $2 ORDER BY m.id DESC LIMIT $3`,
    [contactId, startBelow("messages", query), (query.limit ?? DEFAULT_LIMIT) + 1],
  );
  const history = await statusHistory(rows.filter((row) => row.direction === "outbound").map((row) => row.id));
  return pageOf("messages", query, rows, (row) => row.id, ({ channel_id: _, ...row }) => ({
    ...row,
    sent_at: row.sent_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    status_history: history.get(row.id) ?? [],
  }));
}

/** What Meta reported for these messages: found by wamid or, where the answer to our send was lost, by our id that it echoes. */
async function statusHistory(messageIds: number[]): Promise<Map<number, MessageAnswer["status_history"]>> {
  const history = new Map<number, MessageAnswer["status_history"]>();
  if (messageIds.length === 0) return history;
  const { rows } = await pool().query<{ id: number; status: string; at: Date; errors: unknown }>(
    `WITH m AS (SELECT id, channel_id, wamid FROM messages WHERE id = ANY($1))
     SELECT m.id, s.status, s.at, s.errors FROM m JOIN message_status_events s ON s.channel_id = m.channel_id AND s.wamid = m.wamid
     UNION
     SELECT m.id, s.status, s.at, s.errors FROM m JOIN message_status_events s ON s.channel_id = m.channel_id AND s.opaque = m.id::text
     ORDER BY at`,
    [messageIds],
  );
  for (const { id, at, ...row } of rows) history.set(id, [...(history.get(id) ?? []), { ...row, at: at.toISOString() }]);
  return history;
}
