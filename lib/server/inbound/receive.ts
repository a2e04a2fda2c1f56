import type pg from "pg";
import type { InboundItem } from "#lib/whatsapp/inbound/read-message.ts";
import type { ParsedWebhook } from "#lib/whatsapp/webhook.ts";
import { channelsFor, type KnownChannel } from "./channels.ts";
import { forInbound, inOrder, inTransaction, isConnectionError, pool } from "../platform/db.ts";
import { metrics } from "../platform/metrics.ts";
import { tracesOf } from "../platform/tracing.ts";
import { batchCalls } from "../platform/batch-calls.ts";
import { storeMessages, storeOther, storeStatuses, type InboundRow } from "./store.ts";
import { storeCalls, storeEchoes } from "./store-news.ts";
import { enqueue, warmUp } from "../platform/queue.ts";
import { lockContacts } from "../state/lock.ts";
import { lookAgain } from "./changes.ts";
import { messageEvent } from "./message-event.ts";
import { keyOf, resolveContacts, retryWithFreshContacts } from "../contacts/resolve.ts";

/** At 500 webhooks a second a commit for eight of them costs a quarter of eight commits; nobody notices a sixtieth of a second. */
const GATHER_MS = 16;

/**
 * Makes everything of one webhook POST durable and wakes the worker; resolves only after the commit.
 * Requests that arrive while a commit is under way share the next one: a commit costs the disk the same for one
 * message as for fifty. Whatever fails them together is looked for alone, unless the database is out of reach: Meta
 * repeats a POST that got no 200, and nobody else's should be repeated with it.
 */
export const receive: (parsed: ParsedWebhook) => Promise<void> = batchCalls(storeAll, {
  maxItems: 200,
  concurrency: 2,
  isolate: (error) => !isConnectionError(error),
  keysOf: contactKeys,
  gatherMs: GATHER_MS,
});

/** More than this takes its time, and is not given up for that. */
const FEW = 500;

function storeAll(posts: ParsedWebhook[]): Promise<void[]> {
  const work = async () => {
    // Not while a transaction has a connection, or those that wait for a second one could be all there are.
    await warmUp();
    return retryWithFreshContacts(() => store(posts));
  };
  const items = posts.reduce((sum, { messages, statuses, calls, other }) => sum + [messages, statuses, calls, other].flat().length, 0);
  return items > FEW ? work() : forInbound(work);
}

/** Who wrote in this POST, by each of the ids that Meta may use: what one person writes is stored in order of arrival. */
function contactKeys({ messages }: ParsedWebhook): string[] {
  return messages.flatMap(({ phoneNumberId, waId, userId }) => [
    ...(waId === null ? [] : [`${phoneNumberId}|phone|${waId}`]),
    ...(userId === null ? [] : [`${phoneNumberId}|user|${userId}`]),
  ]);
}

async function store(posts: ParsedWebhook[]): Promise<void[]> {
  const messages = posts.flatMap((post) => post.messages);
  const statuses = posts.flatMap((post) => post.statuses);
  const calls = posts.flatMap((post) => post.calls);
  const echoes = posts.flatMap((post) => post.echoes);
  const other = posts.flatMap((post) => post.other);
  const channels = await channelsFor(new Set([...messages, ...statuses, ...other].flatMap((item) => item.phoneNumberId ?? [])));
  const rows = await toRows(messages, channels);

  if (rows.length + statuses.length + other.length > 0) {
    // A known wamid changes nothing, but its contact is woken all the same: so the job need not wait for what was new.
    const woken = [...new Set(rows.flatMap((row) => (row.event === null ? [] : [row.contact_id])))];
    const traces = tracesOf(posts, rows);
    const changing = rows.flatMap((row) => (row.change === null ? [] : [row.contact_id]));
    const { early, released } = await inTransaction(async (client: pg.PoolClient) => {
      const [, early, released] = await inOrder([
        // Before any row, as everybody does who takes both; what is only added needs no lock.
        changing.length === 0 ? null : lockContacts(client, changing),
        storeMessages(client, rows),
        storeStatuses(client, statuses, channels),
        storeCalls(client, calls, channels),
        storeEchoes(client, echoes, channels),
        storeOther(client, other, channels),
        enqueue(client, "advance", woken.length === 0 ? [] : [{ contactIds: woken, ...(traces === undefined ? {} : { traces }) }]),
      ]);
      return { early, released };
    });
    await lookAgain(early);
    // Should this be lost, the end of their silence wakes them.
    if (released.length > 0) await enqueue(pool(), "send", [{ contactIds: released }]);
  }
  const { webhookItems } = metrics();
  const rejected = posts.reduce((sum, post) => sum + post.rejected, 0);
  for (const [kind, count] of Object.entries({
    message: messages.length,
    status: statuses.length,
    call: calls.length,
    other: other.length,
    rejected,
  }))
    if (count > 0) webhookItems.inc({ kind }, count);
  return posts.map(() => undefined);
}

async function toRows(messages: InboundItem[], channels: Map<string, KnownChannel>): Promise<InboundRow[]> {
  const withChannel = messages.flatMap((item) => {
    const channel = channels.get(item.phoneNumberId);
    return channel === undefined ? [] : [{ item, channel, key: { channelId: channel.id, waId: item.waId, userId: item.userId } }];
  });
  const contacts = await resolveContacts(withChannel.map(({ key }) => key));
  // The same wamid twice in one commit: the database would skip the second message but not its mailbox entry.
  const unique = new Map<string, InboundRow>();
  for (const { item, channel, key } of withChannel) {
    const name = `${channel.id}|${item.wamid}`;
    const contactId = contacts.get(keyOf(key));
    if (contactId === undefined || unique.has(name)) continue;
    // One object for the row and for the flow, so that nothing that is kept is lost on the way there.
    const message = { type: item.type, text: item.text, data: item.data };
    unique.set(name, {
      channel_id: channel.id,
      contact_id: contactId,
      wamid: item.wamid,
      ...message,
      opens_window: item.turn !== "none",
      sent_at: new Date(item.sentAt).toISOString(),
      name: item.profileName,
      event: channel.active ? messageEvent({ id: item.wamid, ...message }, item.turn) : null,
      change: item.change,
    });
  }
  return [...unique.values()];
}
