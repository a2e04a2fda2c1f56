import type { MailboxContact, MailboxEntry } from "#lib/engine/mailbox.ts";
import { NO_TRIGGERS, type Triggers } from "#lib/engine/triggers/match.ts";
import type { Context, ExecutionState, MarkRead } from "#lib/engine/types.ts";
import { cameToItsEnd } from "#lib/engine/after-end.ts";
import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import type { Db } from "../platform/db.ts";
import { defaultFlowSql } from "../flows/default-flow.ts";
import { type EntryRow, toEntry, withoutHeld } from "../state/entries.ts";
import { knownTriggers, triggersInForce } from "../flows/triggers.ts";
import { lastExecutionSql } from "../state/last-execution.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";

/** Entries of one contact taken in one go; whoever sends more than that at once is served in turns with the others. */
export const MAILBOX_LIMIT = 200;

interface Row {
  now: number;
  id: number;
  channel_id: number;
  name: string | null;
  wa_id: string | null;
  user_id: string | null;
  fields: Context;
  mark_read: MarkRead;
  typing: boolean;
  labels: string[];
  language: string | null;
  consent: string | null;
  is_silenced: boolean;
  opt_out_words: string[];
  opt_in_words: string[];
  opt_out_reply: string | null;
  opt_in_reply: string | null;
  default_flow_id: number | null;
  default_version_id: number | null;
  execution_id: number | null;
  flow_id: number;
  flow_version_id: number;
  state: ExecutionState;
  seq: number;
  rescue_flow_id: number | null;
  rescue_version_id: number | null;
  latest_id: number | null;
  latest_flow_id: number;
  latest_is_rescue: boolean;
  latest_version_id: number;
  latest_status: string;
  latest_reason: string | null;
  ended_at: number | null;
  mailbox: EntryRow[] | null;
  newest_entry: number | null;
  channel: string;
  first_wamid: string | null;
  live_revision: number;
}

export interface LoadedContact extends MailboxContact {
  id: number;
  channelId: number;
  /** What the channel shows contacts of what becomes of their messages. */
  markRead: MarkRead;
  typing: boolean;
  mailbox: MailboxEntry[];
  /** Which versions are live, as a count of its changes; see `triggersInForce`. */
  liveRevision: number;
}

interface LoadOptions {
  mailboxLimit?: number;
  /** Whether anybody asks for the first message that a contact ever wrote. */
  asksForFirst?: boolean;
}

/**
 * Loads contacts with their open execution and what waits in their mailbox, in one statement. The caller holds the
 * contacts' locks, taken in an earlier statement, so that this one sees what the previous holder committed.
 * Timers and results of calls come before messages when there is more than one turn's worth: they may be what lets those in.
 * The events happen now by the database's clock, which says when a timer is due: a delay must not depend on whose clock is right.
 */
export async function loadContacts(
  db: Db,
  contactIds: number[],
  { mailboxLimit = MAILBOX_LIMIT, asksForFirst = false }: LoadOptions = {},
): Promise<LoadedContact[]> {
  const { rows } = await db.query<Row>({
    name: "load-contacts",
    text: `
      SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now, c.id, c.channel_id, c.name, c.wa_id, c.user_id, c.fields,
             ch.mark_read, ch.typing,
             c.labels, c.language, c.consent, c.is_silenced, ch.opt_out_words, ch.opt_in_words, ch.opt_out_reply, ch.opt_in_reply,
             f.id AS default_flow_id, f.published_version_id AS default_version_id,
             e.id AS execution_id, e.flow_id, e.flow_version_id, e.state, e.seq, m.mailbox, m.newest_entry,
             ch.phone_number_id AS channel, (SELECT revision FROM live_flows) AS live_revision,
             CASE WHEN $3::boolean THEN (
               SELECT wamid FROM messages WHERE contact_id = c.id AND direction = 'inbound' ORDER BY id LIMIT 1
             ) END AS first_wamid,
             r.id AS rescue_flow_id, r.published_version_id AS rescue_version_id,
             last.id AS latest_id, last.flow_id AS latest_flow_id, last.rescues IS NOT NULL AS latest_is_rescue,
             last.flow_version_id AS latest_version_id, last.status AS latest_status, last.reason AS latest_reason,
             floor(extract(epoch FROM last.ended_at) * 1000)::bigint AS ended_at
      FROM contacts c
      JOIN channels ch ON ch.id = c.channel_id
      LEFT JOIN flows f ON f.id = ${defaultFlowSql("ch")} AND f.archived_at IS NULL AND f.published_version_id IS NOT NULL
      LEFT JOIN flows r ON r.id = ch.rescue_flow_id AND r.archived_at IS NULL AND r.published_version_id IS NOT NULL
      -- By contact ("OFFSET 0"): planned while the table is new, the index of all that is open would seem as good.
      LEFT JOIN LATERAL (
        SELECT id, flow_id, flow_version_id, state, seq FROM executions WHERE contact_id = c.id AND status IN ${OPEN_STATUSES_SQL} OFFSET 0
      ) e ON true
      -- The newest of all, whatever became of it.
      LEFT JOIN LATERAL (
        ${lastExecutionSql("e.id IS NULL AND contact_id = c.id", "id, flow_id, flow_version_id, ended_at, status, reason, rescues")}
      ) last ON true
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('id', b.id, 'kind', b.kind, 'payload', b.payload, 'execution_id', b.execution_id,
            'held', b.held_until > now())
          ORDER BY b.id) AS mailbox, max(b.newest) AS newest_entry
        FROM (
          -- Before the limit: what is left for the next turn came before this turn's questions too.
          SELECT id, kind, payload, execution_id, held_until, max(id) OVER () AS newest FROM mailbox
          WHERE contact_id = c.id AND processed_at IS NULL
          ORDER BY kind = 'message_received', id LIMIT $2
        ) b
      ) m
      WHERE c.id = ANY($1::bigint[]) AND m.mailbox IS NOT NULL`,
    values: [contactIds, mailboxLimit, asksForFirst],
  });
  return rows.map(toLoadedContact);
}

/** With what begins flows. No round trip more, but where flows were published since this process looked last. */
export async function loadWithTriggers(
  db: Db,
  contactIds: number[],
  mailboxLimit: number,
): Promise<{ contacts: LoadedContact[]; triggers: Triggers }> {
  const asksForFirst = knownTriggers().types.has("first_message");
  const contacts = await loadContacts(db, contactIds, { mailboxLimit, asksForFirst });
  const [first] = contacts;
  if (first === undefined) return { contacts, triggers: NO_TRIGGERS };
  const { triggers, types } = await triggersInForce(db, first.liveRevision);
  if (asksForFirst || !types.has("first_message")) return { contacts, triggers };
  return { contacts: await loadContacts(db, contactIds, { mailboxLimit, asksForFirst: true }), triggers };
}

/** As texts and conditions read it; what nobody has said is not there. */
function profileOf({ fields, labels, language, consent, name, wa_id: phone, user_id: userId }: Row): Context {
  return {
    // Whom WhatsApp names by an id only is known by that.
    ...(phone === null && userId !== null && { user_id: userId }),
    ...fields,
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(labels.length > 0 && { labels }),
    ...(language !== null && { language }),
    ...(consent !== null && { consent }),
    name,
    phone,
  };
}

/** Only of channels that listen for such words, and of those who are silent for now. */
function consentOf(row: Row): Pick<LoadedContact, "consentWords" | "isSilenced"> {
  const { opt_out_words: optOut, opt_in_words: optIn, opt_out_reply: optOutReply, opt_in_reply: optInReply } = row;
  return {
    ...(optOut.length + optIn.length > 0 && { consentWords: { optOut, optIn, optOutReply, optInReply } }),
    ...(row.is_silenced && { isSilenced: true }),
  };
}

function toLoadedContact(row: Row): LoadedContact {
  return {
    id: row.id,
    channelId: row.channel_id,
    markRead: row.mark_read,
    typing: row.typing,
    profile: profileOf(row),
    ...consentOf(row),
    open:
      row.execution_id === null
        ? null
        : { id: row.execution_id, flowId: row.flow_id, flowVersionId: row.flow_version_id, state: row.state, seq: row.seq },
    // Only of one that came to its end: what failed is followed by no silence.
    ended:
      row.latest_id === null || row.ended_at === null || !cameToItsEnd({ status: row.latest_status, reason: row.latest_reason })
        ? null
        : { id: row.latest_id, flowVersionId: row.latest_version_id, endedAt: row.ended_at },
    latest: row.latest_id === null ? null : { id: row.latest_id, flowId: row.latest_flow_id, isRescue: row.latest_is_rescue },
    rescueVersion:
      row.rescue_flow_id === null || row.rescue_version_id === null
        ? null
        : { flowId: row.rescue_flow_id, flowVersionId: row.rescue_version_id },
    defaultVersion:
      row.default_flow_id === null || row.default_version_id === null
        ? null
        : { flowId: row.default_flow_id, flowVersionId: row.default_version_id },
    newestEntry: row.newest_entry ?? 0,
    channel: row.channel,
    firstMessageId: row.first_wamid,
    ...(row.channel.startsWith(SIMULATOR_PREFIX) && { onlyFlow: Number(row.channel.slice(SIMULATOR_PREFIX.length)) }),
    liveRevision: row.live_revision,
    mailbox: withoutHeld(row.mailbox ?? []).map((entry) => toEntry(entry, row.now)),
  };
}
