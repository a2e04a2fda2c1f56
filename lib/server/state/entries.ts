import type { Event } from "#lib/engine/types.ts";
import type { MailboxEntry, StartRequest } from "#lib/engine/mailbox.ts";
import type { Db } from "../platform/db.ts";
import { storedJson } from "../platform/stored-json.ts";

/**
 * A contact's mailbox: the only way in. A row is one of the engine's events, its type as `kind` and the rest of it as
 * `payload`; only when the flow gets it (`at`) is decided when it is read.
 */
export interface EntryRow {
  id: number;
  kind: Event["type"];
  payload: object;
  execution_id: number | null;
  /** It waits for its file; what came after it waits behind it. Absent for no. */
  held?: boolean;
}

/** What is appended: an event without its moment, for one contact; `executionId` where it is meant for one execution. */
export interface NewEntry {
  contactId: number;
  executionId: number | null;
  event: MailboxEvent;
}

type WithoutMoment<Each> = Each extends unknown ? Omit<Each, "at"> : never;
type MailboxEvent = WithoutMoment<Exclude<Event, { type: "execution_started" }> | StartRequest>;

/** What stands in `payload` for an event of this type. */
export type EntryPayload<Type extends Event["type"]> = Omit<Extract<MailboxEvent, { type: Type }>, "type">;

/** `at`: milliseconds since 1970. The only writers of mailbox rows are below, so what they hold is taken as typed. */
export function toEntry({ id, kind, payload, execution_id: executionId }: EntryRow, at: number): MailboxEntry {
  return { id, executionId, event: { type: kind, at, ...payload } as MailboxEntry["event"] };
}

/** Puts these into their contacts' mailboxes, in order. The caller wakes the engine for them in the same transaction. */
export async function append(db: Db, entries: readonly NewEntry[]): Promise<void> {
  const rows = entries.map(({ contactId, executionId, event: { type, ...payload } }, n) => ({
    n,
    contact_id: contactId,
    kind: type,
    payload,
    execution_id: executionId,
  }));
  // Set-based: restarting a flow's conversations appends hundreds at once.
  await db.query(
    `INSERT INTO mailbox (contact_id, kind, payload, execution_id)
     SELECT contact_id, kind, payload, execution_id
     FROM jsonb_to_recordset($1::jsonb) AS x (n int, contact_id bigint, kind text, payload jsonb, execution_id bigint) ORDER BY n`,
    [storedJson(rows)],
  );
}

/** The entry of a message that nothing has taken yet, for whoever holds the contact's conversation (lock.ts); null when there is none. */
export async function findUntaken(db: Db, contactId: number, wamid: string): Promise<number | null> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL AND kind = 'message_received'
      AND payload #>> '{message,id}' = $2`,
    [contactId, wamid],
  );
  return rows[0]?.id ?? null;
}

/** What was put there is something else now, or (null) was never said. The caller holds the contact's conversation. */
export async function replace(db: Db, entryId: number, payload: EntryPayload<"message_received"> | null): Promise<void> {
  if (payload === null) await db.query("DELETE FROM mailbox WHERE id = $1", [entryId]);
  else await db.query("UPDATE mailbox SET payload = $2 WHERE id = $1", [entryId, storedJson(payload)]);
}

/**
 * What can be heard now, of a mailbox in its order: a message whose file still comes keeps what was said after it waiting, and nothing
 * else (timers, results).
 */
export function withoutHeld(rows: readonly EntryRow[]): EntryRow[] {
  const firstHeld = rows.find(({ held }) => held === true)?.id ?? Infinity;
  return rows.filter(({ kind, id }) => kind !== "message_received" || id < firstHeld);
}

/** The file of a message is here, or never will be (`facts` is what is known of it now): what nobody has heard yet is heard so, now. */
export async function tellFile(db: Db, wamid: string, contactId: number, facts: object): Promise<void> {
  await db.query(
    `UPDATE mailbox SET payload = jsonb_set(payload, '{message,data}', coalesce(payload #> '{message,data}', '{}') || $3::jsonb),
       held_until = NULL
     WHERE contact_id = $1 AND processed_at IS NULL AND kind = 'message_received' AND payload #>> '{message,id}' = $2`,
    [contactId, wamid, storedJson(facts)],
  );
}

/**
 * `append` as a part of a larger statement, whose rows are events of one type: `from` is its FROM clause and what follows,
 * the others are SQL expressions over it. For the two hot writers (messages and timers), which cost no round trip of their own.
 */
export function appendSql(kind: Event["type"], rows: { payload: string; executionId: string; from: string }): string {
  return `INSERT INTO mailbox (contact_id, kind, payload, execution_id)
        SELECT contact_id, '${kind}', ${rows.payload}, ${rows.executionId} FROM ${rows.from}`;
}
