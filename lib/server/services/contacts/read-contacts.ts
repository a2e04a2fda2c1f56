import type { z } from "zod";
import type { Context } from "#lib/engine/types.ts";
import { WINDOW_SECONDS } from "#lib/engine/validate/window.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { noContact } from "../../contacts/no-contact.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { IS_TEST } from "../../flows/test-channel.ts";
import type { ContactDetail, ContactListed, contactsQuery } from "#lib/api/contacts.ts";
import type { MessageResponse } from "#lib/api/messages.ts";
import { searchCondition, searchContacts, searchValues } from "../../contacts/search.ts";
import { statusHistory } from "../../contacts/status-history.ts";

interface ContactRow {
  id: number;
  channel_id: number;
  wa_id: string | null;
  user_id: string | null;
  name: string | null;
  fields: Context;
  last_inbound_at: Date | null;
  window_closes_at: Date | null;
  created_at: Date;
  is_test: boolean;
  open_execution: ContactListed["open_execution"];
}

/** SQL, because each row comes with what is open and how much there is, and a list is searched by trigrams. */
const COLUMNS = `c.id, c.channel_id, c.wa_id, c.user_id, c.name, c.fields, c.last_inbound_at,
  c.last_inbound_at + make_interval(secs => ${WINDOW_SECONDS}) AS window_closes_at, c.created_at, ${IS_TEST} AS is_test,
  (SELECT jsonb_build_object('id', e.id, 'flow_id', e.flow_id, 'flow_name', coalesce(f.name, ''), 'status', e.status)
   FROM executions e LEFT JOIN flows f ON f.id = e.flow_id
   WHERE e.contact_id = c.id AND e.status IN ${OPEN_STATUSES_SQL}) AS open_execution`;

/** A page of contacts, newest first. */
export async function listContacts(actor: Actor, query: z.output<typeof contactsQuery>): Promise<Page<ContactListed>> {
  allow(actor, "contacts:read");
  const search = await searchContacts(query.search);
  const { rows } = await pool().query<ContactRow>(
    `SELECT ${COLUMNS} FROM contacts c
     WHERE c.id < $1 AND ($2::int IS NULL OR c.channel_id = $2) AND ($7::boolean IS NULL OR ${IS_TEST} = $7)
       AND ${searchCondition("c.id", 4)} ORDER BY c.id DESC LIMIT $3`,
    [
      startBelow("contacts", query),
      query.channel_id ?? null,
      (query.limit ?? DEFAULT_LIMIT) + 1,
      ...searchValues(search),
      query.is_test ?? null,
    ],
  );
  return pageOf("contacts", query, rows, (row) => row.id, toContact);
}

/** One contact, with how much there is of them. @throws ApiError 404 */
export async function getContact(actor: Actor, id: number): Promise<ContactDetail> {
  allow(actor, "contacts:read");
  const { rows } = await pool().query<
    ContactRow & Pick<ContactDetail, "channel_name" | "message_count" | "execution_count" | "unheard_count">
  >(
    `SELECT ${COLUMNS}, ch.name AS channel_name,
       (SELECT count(*) FROM messages WHERE contact_id = c.id) AS message_count,
       (SELECT count(*) FROM executions WHERE contact_id = c.id) AS execution_count,
       (SELECT count(*) FROM mailbox WHERE contact_id = c.id AND processed_at IS NULL) AS unheard_count
     FROM contacts c JOIN channels ch ON ch.id = c.channel_id WHERE c.id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) throw noContact(id);
  return { ...row, ...toContact(row) };
}

function toContact(row: ContactRow): ContactListed {
  return {
    ...row,
    last_inbound_at: row.last_inbound_at?.toISOString() ?? null,
    window_closes_at: row.window_closes_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}

interface MessageRow extends Omit<MessageResponse, "sent_at" | "edited_at" | "deleted_at" | "created_at" | "status_history"> {
  channel_id: number;
  sent_at: Date | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  created_at: Date;
}

/** A page of a contact's messages, both ways, newest first. @throws ApiError 404 */
export async function listMessages(actor: Actor, contactId: number, query: PageRequest): Promise<Page<MessageResponse>> {
  allow(actor, "contacts:read");
  const found = await prisma().contact.findUnique({ where: { id: contactId }, select: { id: true } });
  if (found === null) throw noContact(contactId);
  const { rows } = await pool().query<MessageRow>(
    `SELECT m.id, m.channel_id, m.direction, m.type, m.text, m.data, m.status, m.wamid, m.execution_id, l.node_id, m.error, m.sent_at,
      m.edited_at, m.deleted_at, m.created_at
     FROM messages m LEFT JOIN execution_log l ON l.execution_id = m.execution_id AND l.seq = m.visit_seq
     WHERE m.contact_id = $1 AND m.id < $2 ORDER BY m.id DESC LIMIT $3`,
    [contactId, startBelow("messages", query), (query.limit ?? DEFAULT_LIMIT) + 1],
  );
  const history = await statusHistory(rows.filter((row) => row.direction === "outbound").map((row) => row.id));
  return pageOf(
    "messages",
    query,
    rows,
    (row) => row.id,
    ({ channel_id: _, ...row }) => ({
      ...row,
      sent_at: row.sent_at?.toISOString() ?? null,
      edited_at: row.edited_at?.toISOString() ?? null,
      deleted_at: row.deleted_at?.toISOString() ?? null,
      created_at: row.created_at.toISOString(),
      status_history: history.get(row.id) ?? [],
    }),
  );
}
