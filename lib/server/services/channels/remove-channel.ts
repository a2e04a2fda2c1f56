import type { RemovalConsequences } from "#lib/api/channels.ts";
import { problem } from "#lib/engine/problem/problem.ts";
import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { nameOf } from "../../auth/actor-name.ts";
import { clearChannelCache } from "../../inbound/channels.ts";
import { conflict } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { type Db, inTransaction, pool } from "../../platform/db.ts";
import { pauseByPerson } from "../../state/channel-pause.ts";
import { endExecutions } from "../../state/end-executions.ts";
import { lockContacts } from "../../state/lock.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { readChannel, simulators } from "./channel-row.ts";

/** Conversations that end in one transaction. */
const AT_ONCE = 250;

/** What removing a channel would do, for whoever is about to. @throws ApiError 404 */
export async function removalConsequences(actor: Actor, id: number): Promise<RemovalConsequences> {
  allow(actor, "channels:write");
  await readChannel(pool(), id);
  // SQL, because it counts in three tables at once.
  const { rows } = await pool().query<RemovalConsequences>(
    `SELECT (SELECT count(*)::int FROM contacts WHERE channel_id = $1) AS contacts,
       (SELECT count(*)::int FROM executions e JOIN contacts c ON c.id = e.contact_id
        WHERE c.channel_id = $1 AND e.status IN ${OPEN_STATUSES_SQL}) AS open,
       (SELECT count(*)::int FROM messages WHERE channel_id = $1 AND direction = 'outbound' AND status = 'queued') AS queued`,
    [id],
  );
  return rows[0] ?? { contacts: 0, open: 0, queued: 0 };
}

/**
 * Takes a channel away: its token goes, conversations under way end, what waits is not sent. Contacts and what was said stay, and so
 * does the row that they belong to, by which the number finds them again should it be added once more. It stops answering before
 * conversations are ended, and leaves the list after the last: what is interrupted is seen, and can be done again.
 * @throws ApiError 404, 409 (the environment names it, or it is the simulator's)
 */
export async function removeChannel(actor: Actor, id: number): Promise<void> {
  allow(actor, "channels:write");
  const channel = await readChannel(pool(), id);
  if (channel.phone_number_id.startsWith(SIMULATOR_PREFIX)) throw simulators();
  if (channel.locked.length > 0)
    throw conflict(
      "environment-channel",
      "The environment names this channel's number (WORKFLOW_WHATSAPP_PHONE_NUMBER_ID) and would bring it back; take it out there first.",
    );
  await inTransaction(async (client) => {
    await client.query("UPDATE channels SET status = 'unclaimed' WHERE id = $1", [id]);
    // What a flow says meanwhile waits: without a token it would count as sent.
    await pauseByPerson(client, id);
  });
  clearChannelCache();
  let ended = 0;
  for (let last = 0; ;) {
    const done = await endSome(actor, id, last);
    if (done === null) break;
    ended += done.ended;
    last = done.last;
  }
  await inTransaction(async (client) => {
    await client.query(
      `UPDATE channels SET status = 'removed', access_token_encrypted = NULL, default_flow_id = NULL, rescue_flow_id = NULL,
         meta_app_id = NULL WHERE id = $1`,
      [id],
    );
    await failQueued(client, id);
    await audit(client, actor, "channel.removed", "channel", id, { name: channel.name, phone_number_id: channel.phone_number_id, ended });
  });
  clearChannelCache();
}

/** Ends the open conversations of the next contacts after `after`; null: there are none. */
async function endSome(actor: Actor, channelId: number, after: number): Promise<{ ended: number; last: number } | null> {
  return inTransaction(async (client) => {
    // SQL, because who has something under way is found in two tables.
    const { rows } = await client.query<{ id: number }>(
      `SELECT c.id FROM contacts c WHERE c.channel_id = $1 AND c.id > $2
         AND (EXISTS (SELECT FROM executions e WHERE e.contact_id = c.id AND e.status IN ${OPEN_STATUSES_SQL})
           OR EXISTS (SELECT FROM mailbox b WHERE b.contact_id = c.id AND b.processed_at IS NULL))
       ORDER BY c.id LIMIT ${AT_ONCE}`,
      [channelId, after],
    );
    const contacts = rows.map((row) => row.id);
    const last = contacts.at(-1);
    if (last === undefined) return null;
    await lockContacts(client, contacts);
    const open = await client.query<{ id: number }>(
      `SELECT id FROM executions WHERE contact_id = ANY($1) AND status IN ${OPEN_STATUSES_SQL}`,
      [contacts],
    );
    const why = problem("cancelled_by", { who: await nameOf(client, actor) });
    const ended = await endExecutions(
      client,
      open.rows.map((row) => row.id),
      "cancelled",
      why,
    );
    // What waited behind them would begin a conversation that nobody hears.
    await client.query("UPDATE mailbox SET processed_at = now() WHERE contact_id = ANY($1) AND processed_at IS NULL", [contacts]);
    return { ended: ended.length, last };
  });
}

/** What is not sent any more, because its channel was taken away. */
export async function failQueued(db: Db, channelId: number): Promise<void> {
  await db.query(
    `UPDATE messages SET status = 'failed', not_before = NULL,
       error = '{"class": "number", "code": null, "title": "The channel was removed before this was sent.", "details": null}'
     WHERE channel_id = $1 AND direction = 'outbound' AND status = 'queued'`,
    [channelId],
  );
}
