import type { z } from "zod";
import type { Context } from "#lib/engine/types.ts";
import { WINDOW_SECONDS } from "#lib/engine/validate/window.ts";
import { readFieldText } from "#lib/engine/contact-fields/value.ts";
import { DEFAULT_LANGUAGE } from "#lib/engine/values/environment.ts";
import { DEFAULT_LIMIT, type Page } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { readContactFields } from "../../contacts/field-definitions.ts";
import { readQuiet } from "../../contacts/quiet.ts";
import { noContact } from "../../contacts/refusals.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { pool } from "../../platform/db.ts";
import { lastMessageSql } from "../../contacts/last-message.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { IS_TEST } from "../../flows/test-channel.ts";
import type { ContactDetail, ContactListed, contactsQuery } from "#lib/api/contacts.ts";
import { searchCondition, searchContacts, searchValues } from "../../contacts/search.ts";

interface ContactRow {
  id: number;
  channel_id: number;
  wa_id: string | null;
  user_id: string | null;
  name: string | null;
  fields: Context;
  labels: string[];
  language: string | null;
  consent: ContactListed["consent"];
  is_silenced: boolean;
  last_inbound_at: Date | null;
  window_closes_at: Date | null;
  created_at: Date;
  is_test: boolean;
  open_execution: ContactListed["open_execution"];
  last_message: ContactListed["last_message"];
}

/** SQL, because each row comes with what is open and how much there is, and a list is searched by trigrams. */
const COLUMNS = `c.id, c.channel_id, c.wa_id, c.user_id, c.name, c.fields, c.labels, c.language, c.consent, c.is_silenced,
  c.last_inbound_at,
  c.last_inbound_at + make_interval(secs => ${WINDOW_SECONDS}) AS window_closes_at, c.created_at, ${IS_TEST} AS is_test,
  (SELECT jsonb_build_object('id', e.id, 'flow_id', e.flow_id, 'flow_name', coalesce(f.name, ''), 'status', e.status)
   FROM executions e LEFT JOIN flows f ON f.id = e.flow_id
   WHERE e.contact_id = c.id AND e.status IN ${OPEN_STATUSES_SQL}) AS open_execution,
  (SELECT ${lastMessageSql("m")} FROM messages m WHERE m.contact_id = c.id ORDER BY m.id DESC LIMIT 1) AS last_message`;

const OPENED_WINDOW = `c.last_inbound_at > now() - make_interval(secs => ${WINDOW_SECONDS})`;
const IS_IN_CONVERSATION = `EXISTS (SELECT FROM executions o WHERE o.contact_id = c.id AND o.status IN ${OPEN_STATUSES_SQL})`;

/** A page of contacts, newest first. */
export async function listContacts(actor: Actor, query: z.output<typeof contactsQuery>): Promise<Page<ContactListed>> {
  allow(actor, "contacts:read");
  const search = await searchContacts(query.search);
  const fields = await fieldsSought(query);
  const { rows } = await pool().query<ContactRow>(
    `SELECT ${COLUMNS} FROM contacts c
     WHERE c.id < $1 AND ($2::int IS NULL OR c.channel_id = $2) AND ($7::boolean IS NULL OR ${IS_TEST} = $7)
       AND ($8::boolean IS NULL OR coalesce(${OPENED_WINDOW}, false) = $8)
       AND ($9::boolean IS NULL OR ${IS_IN_CONVERSATION} = $9)
       AND ($10::int IS NULL OR EXISTS (SELECT FROM executions x WHERE x.contact_id = c.id AND x.flow_id = $10))
       AND ($11::timestamptz IS NULL OR c.last_inbound_at >= $11)
       AND ($12::text IS NULL OR c.labels @> ARRAY[$12])
       AND ($13::text IS NULL OR lower(c.language) = $13 OR lower(c.language) LIKE $13 || '-%')
       AND ($14::text IS NULL OR c.consent = $14 OR ($14 = 'unknown' AND c.consent IS NULL))
       AND ($15::text IS NULL OR c.fields ? $15)
       AND ($16::jsonb IS NULL OR c.fields @> $16 OR c.fields @> $17)
       AND ${searchCondition("c.id", 4)} ORDER BY c.id DESC LIMIT $3`,
    [
      startBelow("contacts", query),
      query.channel_id ?? null,
      (query.limit ?? DEFAULT_LIMIT) + 1,
      ...searchValues(search),
      query.is_test ?? null,
      query.window_open ?? null,
      query.in_conversation ?? null,
      query.flow_id ?? null,
      query.heard_since ?? null,
      query.label ?? null,
      query.language?.toLowerCase() ?? null,
      query.consent ?? null,
      query.field ?? null,
      ...fields,
    ],
  );
  return pageOf("contacts", query, rows, (row) => row.id, toContact);
}

/** What the fields of those who are sought contain, in either of two ways; null: anything. */
async function fieldsSought({ field, field_value: written }: z.output<typeof contactsQuery>): Promise<[string | null, string | null]> {
  if (field === undefined || written === undefined) return [null, null];
  const definition = (await readContactFields(pool())).find(({ key }) => key === field);
  const value = definition && readFieldText(definition, written, DEFAULT_LANGUAGE);
  // As it was written too: what was kept before the field had a type, and what has none.
  return [JSON.stringify({ [field]: value ?? asJson(written) }), JSON.stringify({ [field]: written })];
}

/** A number or true and false, where it is that; else the text. */
function asJson(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : text;
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
  return { ...row, ...toContact(row), quiet: (await readQuiet([id])).get(id) ?? null };
}

function toContact(row: ContactRow): ContactListed {
  return {
    ...row,
    last_inbound_at: row.last_inbound_at?.toISOString() ?? null,
    window_closes_at: row.window_closes_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}
