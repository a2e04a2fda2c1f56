import type { MailboxContact, MailboxEntry } from "#lib/engine/run-mailbox.ts";
import type { Context, ExecutionState } from "#lib/engine/types.ts";
import type { Db } from "../platform/db.ts";
import { defaultFlowSql } from "../flows/default-flow.ts";
import { type EntryRow, toEntry } from "../state/entries.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";

/** Entries of one contact taken in one go; whoever sends more than that at once is served in turns with the others. */
export const MAILBOX_LIMIT = 200;

interface Row {
  now: number;
  id: number;
  channel_id: number;
  name: string | null;
  wa_id: string | null;
  fields: Context;
  default_flow_id: number | null;
  default_version_id: number | null;
  execution_id: number | null;
  flow_id: number;
  flow_version_id: number;
  state: ExecutionState;
  seq: number;
  mailbox: EntryRow[] | null;
  newest_entry: number | null;
}

export interface LoadedContact extends MailboxContact {
  id: number;
  channelId: number;
  mailbox: MailboxEntry[];
}

/**
 * Loads contacts with their open execution and what waits in their mailbox, in one statement. The caller holds the
 * contacts' locks, taken in an earlier statement, so that this one sees what the previous holder committed.
 * Timers and results of calls come before messages when there is more than one turn's worth: they may be what lets those in.
 * The events happen now by the database's clock, which says when a timer is due: a delay must not depend on whose clock is right.
 */
export async function loadContacts(db: Db, contactIds: number[], mailboxLimit: number = MAILBOX_LIMIT): Promise<LoadedContact[]> {
  const { rows } = await db.query<Row>({
    name: "load-contacts",
    text: `
      SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now, c.id, c.channel_id, c.name, c.wa_id, c.fields,
             f.id AS default_flow_id, f.published_version_id AS default_version_id,
             e.id AS execution_id, e.flow_id, e.flow_version_id, e.state, e.seq, m.mailbox, m.newest_entry
      FROM contacts c
      JOIN channels ch ON ch.id = c.channel_id
      LEFT JOIN flows f ON f.id = ${defaultFlowSql("ch")} AND f.archived_at IS NULL AND f.published_version_id IS NOT NULL
      -- By contact ("OFFSET 0"): planned while the table is new, the index of all that is open would seem as good.
      LEFT JOIN LATERAL (
        SELECT id, flow_id, flow_version_id, state, seq FROM executions WHERE contact_id = c.id AND status IN ${OPEN_STATUSES_SQL} OFFSET 0
      ) e ON true
      CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object('id', b.id, 'kind', b.kind, 'payload', b.payload, 'execution_id', b.execution_id)
          ORDER BY b.id) AS mailbox, max(b.newest) AS newest_entry
        FROM (
          -- Before the limit: what is left for the next turn came before this turn's questions too.
          SELECT id, kind, payload, execution_id, max(id) OVER () AS newest FROM mailbox
          WHERE contact_id = c.id AND processed_at IS NULL
          ORDER BY kind = 'message_received', id LIMIT $2
        ) b
      ) m
      WHERE c.id = ANY($1::bigint[]) AND m.mailbox IS NOT NULL`,
    values: [contactIds, mailboxLimit],
  });
  return rows.map(toLoadedContact);
}

function toLoadedContact(row: Row): LoadedContact {
  return {
    id: row.id,
    channelId: row.channel_id,
    profile: { ...row.fields, name: row.name, phone: row.wa_id },
    open:
      row.execution_id === null
        ? null
        : { id: row.execution_id, flowId: row.flow_id, flowVersionId: row.flow_version_id, state: row.state, seq: row.seq },
    defaultVersion:
      row.default_flow_id === null || row.default_version_id === null
        ? null
        : { flowId: row.default_flow_id, flowVersionId: row.default_version_id },
    newestEntry: row.newest_entry ?? 0,
    mailbox: (row.mailbox ?? []).map((entry) => toEntry(entry, row.now)),
  };
}
