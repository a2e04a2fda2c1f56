import type pg from "pg";
import { problem } from "#lib/engine/problem/problem.ts";
import { inTransaction, isTransientError, pool } from "../platform/db.ts";
import { lockContacts } from "../state/lock.ts";
import { endExecutions } from "../state/end-executions.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";

/** How Meta names a person on a channel; at least one of the two ids is there. */
export interface ContactKey {
  channelId: number;
  waId: string | null;
  userId: string | null;
}

interface ContactRow {
  id: number;
  channel_id: number;
  wa_id: string | null;
  user_id: string | null;
}

const known = new Map<string, number>();
const KNOWN_MAX = 50_000;

export function keyOf(key: ContactKey): string {
  return `${key.channelId}|${key.waId ?? ""}|${key.userId ?? ""}`;
}

/** Contact ids are remembered per process; one that was erased or merged since fails its foreign key, see `retryWithFreshContacts`. */
export function clearContactCache(): void {
  known.clear();
}

/**
 * Runs what resolves contacts and writes something of theirs. Once more if a contact was erased or merged under our memory
 * of it, or two transactions stood in each other's way.
 */
export async function retryWithFreshContacts<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isTransientError(error)) throw error;
    clearContactCache();
    return work();
  }
}

/**
 * Finds or creates the contacts for these keys: first by phone, then by business-scoped id; the missing one of the two
 * is added, and two rows that turn out to be one person are merged.
 */
export async function resolveContacts(keys: ContactKey[]): Promise<Map<string, number>> {
  const result = new Map<string, number>();
  const missing = new Map<string, ContactKey>();
  for (const key of keys) {
    const name = keyOf(key);
    const id = known.get(name);
    if (id === undefined) missing.set(name, key);
    else result.set(name, id);
  }
  if (missing.size === 0) return result;
  if (known.size > KNOWN_MAX) known.clear();

  const rows = await findOrCreate([...missing.values()]);
  for (const [name, key] of missing) {
    const matches = rows.filter((row) => row.channel_id === key.channelId && (same(row.wa_id, key.waId) || same(row.user_id, key.userId)));
    const [only] = matches;
    const settled =
      matches.length === 1 &&
      only !== undefined &&
      (key.waId === null || same(only.wa_id, key.waId)) &&
      (key.userId === null || same(only.user_id, key.userId));
    const id = settled ? only.id : await untilNoneAppears((client) => linkIdentities(client, key));
    known.set(name, id);
    result.set(name, id);
  }
  return result;
}

const same = (stored: string | null, given: string | null) => given !== null && stored === given;

async function findOrCreate(keys: ContactKey[]): Promise<ContactRow[]> {
  const sorted = keys.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const parameters = [sorted.map((key) => key.channelId), sorted.map((key) => key.waId), sorted.map((key) => key.userId)];
  const select = () =>
    pool().query<ContactRow>(
      `SELECT c.id, c.channel_id, c.wa_id, c.user_id FROM unnest($1::int[], $2::text[], $3::text[]) AS k(channel_id, wa_id, user_id)
         JOIN contacts c ON c.channel_id = k.channel_id AND c.wa_id = k.wa_id
       UNION
       SELECT c.id, c.channel_id, c.wa_id, c.user_id FROM unnest($1::int[], $2::text[], $3::text[]) AS k(channel_id, wa_id, user_id)
         JOIN contacts c ON c.channel_id = k.channel_id AND c.user_id = k.user_id`,
      parameters,
    );
  const { rows } = await select();
  const isKnown = (key: ContactKey) =>
    rows.some((row) => row.channel_id === key.channelId && (same(row.wa_id, key.waId) || same(row.user_id, key.userId)));
  const unknown = sorted.filter((key) => !isKnown(key));
  if (unknown.length === 0) return rows;
  await create(unknown);
  return (await select()).rows;
}

const MOST_TRIES = 5;

/**
 * A person is unique by phone and by user id, so there is no order of keys in which two such statements could not wait for
 * each other. Whoever is refused for that tries again: the other is through by then.
 */
async function create(keys: ContactKey[], attempt = 1): Promise<void> {
  try {
    await pool().query(
      `INSERT INTO contacts (channel_id, wa_id, user_id)
       SELECT * FROM unnest($1::int[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
      [keys.map((key) => key.channelId), keys.map((key) => key.waId), keys.map((key) => key.userId)],
    );
  } catch (error) {
    if (!isTransientError(error) || attempt === MOST_TRIES) throw error;
    await create(keys, attempt + 1);
  }
}

/** A contact's row appeared between the look and the locks. */
class AppearedError extends Error {}

async function untilNoneAppears<Result>(work: (client: pg.PoolClient) => Promise<Result>, attempt = 1): Promise<Result> {
  try {
    return await inTransaction(work);
  } catch (error) {
    if (!(error instanceof AppearedError) || attempt === MOST_TRIES) throw error;
    return untilNoneAppears(work, attempt + 1);
  }
}

/**
 * The contacts that meet a condition, for a merge: where there are several, their conversations are locked before their
 * rows. An advance takes them in that order too, and the two must not wait for each other.
 * @throws AppearedError: with what is locked by now, the order could not be kept
 */
async function findAndLock(client: pg.PoolClient, condition: string, values: unknown[]): Promise<ContactRow[]> {
  const find = async (lock: "" | "ORDER BY id FOR UPDATE") =>
    (await client.query<ContactRow>(`SELECT id, channel_id, wa_id, user_id FROM contacts WHERE ${condition} ${lock}`, values)).rows;
  const seen = new Set((await find("")).map((row) => row.id));
  if (seen.size > 1) await lockContacts(client, [...seen]);
  const rows = await find("ORDER BY id FOR UPDATE");
  if (rows.length > 1 && rows.some((row) => !seen.has(row.id))) throw new AppearedError();
  return rows;
}

/** The uncommon cases, one contact at a time: an id to add, an id that changed hands, two rows for one person. */
async function linkIdentities(client: pg.PoolClient, key: ContactKey): Promise<number> {
  const rows = await findAndLock(client, "channel_id = $1 AND (wa_id = $2 OR user_id = $3)", [key.channelId, key.waId, key.userId]);
  const byPhone = rows.find((row) => same(row.wa_id, key.waId));
  const byUser = rows.find((row) => same(row.user_id, key.userId));
  if (byPhone !== undefined && byUser !== undefined && byPhone.id !== byUser.id) {
    if (byUser.wa_id === null) await merge(client, byUser.id, byPhone.id);
    else await client.query("UPDATE contacts SET user_id = NULL WHERE id = $1", [byUser.id]);
  }
  const contact = byPhone ?? byUser;
  if (contact === undefined) {
    const { rows: created } = await client.query<{ id: number }>(
      "INSERT INTO contacts (channel_id, wa_id, user_id) VALUES ($1, $2, $3) RETURNING id",
      [key.channelId, key.waId, key.userId],
    );
    return (created[0] as { id: number }).id;
  }
  await client.query("UPDATE contacts SET wa_id = coalesce($2, wa_id), user_id = coalesce($3, user_id) WHERE id = $1", [
    contact.id,
    key.waId,
    key.userId,
  ]);
  return contact.id;
}

/**
 * Everything of `from` becomes `into`'s. If both have a conversation open, the one of `into` goes on. The caller holds both
 * contacts' locks (`findAndLock`).
 */
async function merge(client: pg.PoolClient, from: number, into: number): Promise<void> {
  const { rows: doubled } = await client.query<{ id: number }>(
    `SELECT id FROM executions WHERE contact_id = $1 AND status IN ${OPEN_STATUSES_SQL} AND EXISTS (SELECT FROM executions WHERE contact_id = $2 AND status IN ${OPEN_STATUSES_SQL})`,
    [from, into],
  );
  await endExecutions(
    client,
    doubled.map((row) => row.id),
    "cancelled",
    problem("same_person"),
  );
  for (const table of ["executions", "messages", "mailbox", "scheduled_actions", "calls", "early_changes"]) {
    await client.query(`UPDATE ${table} SET contact_id = $2 WHERE contact_id = $1`, [from, into]);
  }
  await client.query(
    `WITH gone AS (DELETE FROM contacts WHERE id = $1 RETURNING name, fields, last_inbound_at)
     UPDATE contacts c SET name = coalesce(c.name, gone.name), fields = gone.fields || c.fields,
       last_inbound_at = greatest(c.last_inbound_at, gone.last_inbound_at)
     FROM gone WHERE c.id = $2`,
    [from, into],
  );
}

/** Meta answered a send with another number for the contact than ours (Brazil's ninth digit): that one is the truth. */
export async function changeWaId(contactId: number, channelId: number, waId: string): Promise<void> {
  await untilNoneAppears(async (client) => {
    const rows = await findAndLock(client, "channel_id = $1 AND (wa_id = $2 OR id = $3)", [channelId, waId, contactId]);
    if (!rows.some((row) => row.id === contactId)) return;
    const other = rows.find((row) => row.id !== contactId);
    if (other !== undefined) await merge(client, other.id, contactId);
    await client.query("UPDATE contacts SET wa_id = $2 WHERE id = $1", [contactId, waId]);
  });
  clearContactCache();
}
