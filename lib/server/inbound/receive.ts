import type pg from "pg";
import type { IdentityNews } from "#lib/whatsapp/inbound/identity.ts";
import type { InboundItem } from "#lib/whatsapp/inbound/read-message.ts";
import type { ParsedWebhook } from "#lib/whatsapp/webhook.ts";
import { channelsFor, type KnownChannel } from "./channels.ts";
import { forInbound, inOrder, inTransaction, isConnectionError, pool } from "../platform/db.ts";
import { metrics } from "../platform/metrics.ts";
import { tracesOf } from "../platform/tracing.ts";
import { batchCalls } from "../platform/batch-calls.ts";
import { log } from "../platform/log.ts";
import { storeMessages, storeOther, type InboundRow } from "./store.ts";
import { type NamedRecipient, storeStatuses } from "./store-statuses.ts";
import { storeCalls, storeEchoes } from "./store-news.ts";
import { enqueue, warmUp } from "../platform/queue.ts";
import { lockContacts } from "../state/lock.ts";
import { lookAgain } from "./changes.ts";
import { messageEvent } from "./message-event.ts";
import { contactOfMessage, moveContact, type Resolved, resolveContacts, retryWithFreshContacts } from "../contacts/resolve.ts";

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

/** Whom this POST is about, by each of the ids that Meta may use: what one person writes is stored in order of arrival. */
function contactKeys({ messages }: ParsedWebhook): string[] {
  return messages.flatMap(({ phoneNumberId, waId, userId, identity }) =>
    [waId, userId, ...(identity?.previous.waIds ?? []), ...(identity?.previous.userIds ?? [])].flatMap((id) =>
      id === null ? [] : [`${phoneNumberId}|${id}`],
    ),
  );
}

async function store(posts: ParsedWebhook[]): Promise<void[]> {
  const messages = posts.flatMap((post) => post.messages);
  const statuses = posts.flatMap((post) => post.statuses);
  const calls = posts.flatMap((post) => post.calls);
  const echoes = posts.flatMap((post) => post.echoes);
  const other = posts.flatMap((post) => post.other);
  const channels = await channelsFor(new Set([...messages, ...statuses, ...other].flatMap((item) => item.phoneNumberId ?? [])));
  const runs = runsBetweenNews(messages);
  for (const run of runs.slice(0, -1)) await storeRun(posts, { messages: run, statuses: [], calls: [], echoes: [], other: [] }, channels);
  await storeRun(posts, { messages: runs.at(-1) ?? [], statuses, calls, echoes, other }, channels);
  const { webhookItems } = metrics();
  const rejected = posts.reduce((sum, post) => sum + post.rejected, 0);
  for (const [kind, count] of Object.entries({
    message: messages.length,
    status: statuses.length,
    call: calls.length,
    echo: echoes.length,
    other: other.length,
    rejected,
  }))
    if (count > 0) webhookItems.inc({ kind }, count);
  return posts.map(() => undefined);
}

/** Who wrote a message depends on whether news of who is who came before it; each begins a run of its own. Nearly always there are none. */
function runsBetweenNews(messages: InboundItem[]): InboundItem[][] {
  const runs: InboundItem[][] = [];
  for (const item of messages) {
    const last = runs.at(-1);
    if (last === undefined || item.identity !== undefined) runs.push([item]);
    else last.push(item);
  }
  return runs;
}

type Run = Pick<ParsedWebhook, "messages" | "statuses" | "calls" | "echoes" | "other">;

async function storeRun(
  posts: ParsedWebhook[],
  { messages, statuses, calls, echoes, other }: Run,
  channels: Map<string, KnownChannel>,
): Promise<void> {
  const rows = await toRows(messages, channels);
  if (rows.length + statuses.length + other.length === 0) return;
  // A known wamid changes nothing, but its contact is woken all the same: so the job need not wait for what was new.
  const woken = [...new Set(rows.flatMap((row) => (row.event === null ? [] : [row.contact_id])))];
  const traces = tracesOf(posts, rows);
  const changing = rows.flatMap((row) => (row.change === null ? [] : [row.contact_id]));
  const { early, released, named } = await inTransaction(async (client: pg.PoolClient) => {
    const [, early, reported] = await inOrder([
      // Before any row, as everybody does who takes both; what is only added needs no lock.
      changing.length === 0 ? null : lockContacts(client, changing),
      storeMessages(client, rows),
      storeStatuses(client, statuses, channels),
      storeCalls(client, calls, channels),
      storeEchoes(client, echoes, channels),
      storeOther(client, other, channels),
      enqueue(client, "advance", woken.length === 0 ? [] : [{ contactIds: woken, ...(traces === undefined ? {} : { traces }) }]),
    ]);
    return { early, ...reported };
  });
  await lookAgain(early);
  // Should this be lost, the end of their silence wakes them.
  if (released.length > 0) await enqueue(pool(), "send", [{ contactIds: released }]);
  if (named.length > 0) await learn(named);
}

/** Whom Meta says that it brought our messages to. Should this be lost, the next status tells it again. */
async function learn(named: NamedRecipient[]): Promise<void> {
  await resolveContacts(named.map((each) => ({ ...each, given: false }))).catch((error: unknown) =>
    log.error({ err: error }, "what statuses tell of who is who was not taken over; the next ones tell it again"),
  );
}

async function toRows(messages: InboundItem[], channels: Map<string, KnownChannel>): Promise<InboundRow[]> {
  const withChannel = messages.flatMap((item) => {
    const channel = channels.get(item.phoneNumberId);
    return channel === undefined ? [] : [{ item, channel }];
  });
  const [first] = withChannel;
  const news = first?.item.identity;
  // Before anything else: who wrote the rest may depend on it.
  const ofNews = first === undefined || news === undefined ? [] : [await applyNews(news, first.item, first.channel)];
  const written = await resolveContacts(withChannel.slice(ofNews.length).map(({ item, channel }) => toSeen(item, channel)));
  const writers = [...ofNews, ...written];
  // The same wamid twice in one commit: the database would skip the second message but not its mailbox entry.
  const unique = new Map<string, InboundRow>();
  for (const [index, { item, channel }] of withChannel.entries()) {
    const name = `${channel.id}|${item.wamid}`;
    const writer = writers[index];
    if (writer === undefined || unique.has(name)) continue;
    // One object for the row and for the flow, so that nothing that is kept is lost on the way there.
    const message = { type: item.type, text: item.text, data: item.data };
    unique.set(name, {
      channel_id: channel.id,
      contact_id: writer.contactId,
      holds: writer.holds,
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

const toSeen = ({ waId, userId, sentAt, wamid }: InboundItem, channel: KnownChannel) => ({
  channelId: channel.id,
  waId,
  userId,
  at: sentAt,
  given: false,
  wamid,
});

/** Takes over that somebody is known otherwise from now on, unless that is known; whose contact it is. */
async function applyNews(news: IdentityNews, { sentAt, wamid }: InboundItem, channel: KnownChannel): Promise<Resolved> {
  const told = await contactOfMessage(channel.id, wamid);
  return { contactId: told ?? (await moveContact(channel.id, { ...news, at: sentAt })), holds: null };
}
