/** Who is who, where a look is not enough: under the locks of all who may be meant, one transaction that decides and writes. */
import type pg from "pg";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { inTransaction } from "../../platform/db.ts";
import { lockContacts } from "../../state/lock.ts";
import { endUnreachable, mergeContacts } from "./merge.ts";
import type { FormerId, KnownContact, Plan, Records } from "./records.ts";

/** Ids that a decision is about, on one channel. */
export interface Ids {
  channelId: number;
  waIds: readonly string[];
  userIds: readonly string[];
}

/** Keeps these locks apart from those of conversations. */
const ID_LOCK_SPACE = 0x73696762;
/** Few enough that a statement with thousands of newcomers does not fill the server's table of locks. */
const ID_LOCKS = 1024;

/**
 * Holds these ids until the transaction ends: whoever gives one to a contact holds it, so two processes never make two contacts of
 * a number that is written in two ways. In one order, and before any contact's lock.
 */
export async function lockIds(client: pg.PoolClient, ids: readonly Ids[]): Promise<void> {
  const names = ids.flatMap(({ channelId, waIds, userIds }) =>
    [...waIds.map((waId) => lookupVariants(waId).toSorted()[0]), ...userIds].map((id) => `${channelId}|${id}`),
  );
  await client.query({
    name: "lock-ids",
    text: `SELECT pg_advisory_xact_lock($2, n) FROM (SELECT DISTINCT hashtext(unnest($1::text[])) & ${ID_LOCKS - 1} AS n ORDER BY n) AS id`,
    values: [names, ID_LOCK_SPACE],
  });
}

/** A contact's row appeared between the look and the locks. */
class AppearedError extends Error {}
const MOST_TRIES = 5;

/** Decides by all that is known of these ids, writes what was decided, and returns the contact that is meant. */
export async function settle(ids: Ids, decide: (records: Records) => Plan): Promise<number> {
  return (await settleIf(ids, decide)) as number;
}

/** The same where there may be nothing to decide. */
export async function settleIf(ids: Ids, decide: (records: Records) => Plan | null, attempt = 1): Promise<number | null> {
  try {
    return await inTransaction(async (client) => {
      await lockIds(client, [ids]);
      const records = await findAndLock(client, ids);
      const plan = decide(records);
      return plan === null ? null : write(client, ids.channelId, records, plan);
    });
  } catch (error) {
    if (!(error instanceof AppearedError) || attempt === MOST_TRIES) throw error;
    return settleIf(ids, decide, attempt + 1);
  }
}

/**
 * Everybody who bears or bore these ids. Their conversations are locked before their rows: an advance takes them in that order too,
 * and the two must not wait for each other.
 * @throws AppearedError: with what is locked by now, the order could not be kept
 */
async function findAndLock(client: pg.PoolClient, { channelId, waIds, userIds }: Ids): Promise<Records> {
  const numbers = waIds.flatMap(lookupVariants);
  const find = async (lock: "" | "ORDER BY id FOR UPDATE") =>
    (
      await client.query<KnownContact>(
        `SELECT id, wa_id AS "waId", user_id AS "userId", ${epochMs("wa_id_at")} AS "waIdAt",
           ${epochMs("last_inbound_at")} AS "lastInboundAt"
         FROM contacts WHERE id IN (
           SELECT id FROM contacts WHERE channel_id = $1 AND wa_id = ANY($2)
           UNION SELECT id FROM contacts WHERE channel_id = $1 AND user_id = ANY($3)
           UNION SELECT contact_id FROM contact_former_ids WHERE channel_id = $1 AND former_id = ANY($2 || $3)) ${lock}`,
        [channelId, numbers, userIds],
      )
    ).rows;
  const seen = (await find("")).map((row) => row.id);
  if (seen.length > 0) await lockContacts(client, seen);
  const contacts = await find("ORDER BY id FOR UPDATE");
  if (contacts.some((row) => !seen.includes(row.id))) throw new AppearedError();
  const { rows: former } = await client.query<FormerId>(
    `SELECT former_id AS id, contact_id AS "contactId", ${epochMs("until")} AS until
     FROM contact_former_ids WHERE channel_id = $1 AND former_id = ANY($2)`,
    [channelId, [...numbers, ...userIds]],
  );
  return { contacts, former };
}

const epochMs = (column: string) => `round(extract(epoch FROM ${column}) * 1000)::float8`;

async function write(client: pg.PoolClient, channelId: number, { contacts }: Records, plan: Plan): Promise<number> {
  const { released, merged, waId, waIdAt, userId } = plan;
  const before = contacts.find(({ id }) => id === plan.contactId);
  const isChanged = before === undefined || before.waId !== waId || before.waIdAt !== waIdAt || before.userId !== userId;
  const lost = released.flatMap(({ contactId, until }) => {
    const id = contacts.find((contact) => contact.id === contactId)?.waId;
    return typeof id === "string" ? [{ id, contactId, until }] : [];
  });
  // Ids are set free before anybody else gets them.
  const losers = released.map(({ contactId }) => contactId);
  if (losers.length > 0) await client.query("UPDATE contacts SET wa_id = NULL, wa_id_at = NULL WHERE id = ANY($1)", [losers]);
  if (merged.length > 0) await client.query("UPDATE contacts SET wa_id = NULL, user_id = NULL WHERE id = ANY($1)", [merged]);

  const contactId = plan.contactId ?? (await create(client, channelId));
  if (isChanged) {
    await client.query("UPDATE contacts SET wa_id = $2, wa_id_at = to_timestamp($3::float8 / 1000), user_id = $4 WHERE id = $1", [
      contactId,
      waId,
      waIdAt,
      userId,
    ]);
    // What it is known by is nothing that it was known by: each message would look whose it was.
    await client.query("DELETE FROM contact_former_ids WHERE channel_id = $1 AND former_id = $2", [channelId, userId]);
  }
  for (const from of merged) await mergeContacts(client, from, contactId);
  await remember(client, channelId, [...lost, ...plan.former.map((each) => ({ ...each, contactId }))]);
  if (losers.length > 0) await endUnreachable(client, losers);
  return contactId;
}

async function create(client: pg.PoolClient, channelId: number): Promise<number> {
  const { rows } = await client.query<{ id: number }>("INSERT INTO contacts (channel_id, wa_id_at) VALUES ($1, NULL) RETURNING id", [
    channelId,
  ]);
  return (rows[0] as { id: number }).id;
}

async function remember(client: pg.PoolClient, channelId: number, former: readonly FormerId[]): Promise<void> {
  for (const { id, contactId, until } of former) {
    await client.query(
      `INSERT INTO contact_former_ids (channel_id, former_id, contact_id, until) VALUES ($1, $2, $3, to_timestamp($4::float8 / 1000))
       ON CONFLICT (channel_id, former_id, until) DO UPDATE SET contact_id = excluded.contact_id`,
      [channelId, id, contactId, until],
    );
  }
}
