import type pg from "pg";
import type { IdentityNews } from "#lib/whatsapp/inbound/identity.ts";
import type { InboundItem } from "#lib/whatsapp/inbound/read-message.ts";
import type { ParsedWebhook } from "#lib/whatsapp/webhook.ts";
import { channelsFor, type KnownChannel } from "./channels.ts";
import { missedCalls } from "./missed-calls.ts";
import { forInbound, inOrder, inTransaction, isConnectionError, isUnavailable, pool } from "../platform/db.ts";
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
import { sendLinks } from "./fall-back.ts";
import { type FileRow, noteFiles, withFile } from "../media/inbound-files.ts";
import { messageEvent } from "./message-event.ts";
import { contactOfMessage, moveContact, type Resolved, resolveContacts, retryWithFreshContacts } from "../contacts/resolve.ts";

/** At 500 webhooks a second a commit for eight of them costs a quarter of eight commits; nobody notices a sixtieth of a second. */
const GATHER_MS = 16;

/** What one webhook POST brought. `app`: whose signature it has, `meta_apps.id`; null: the environment's. */
interface Post {
  parsed: ParsedWebhook;
  app: number | null;
}

/** How many items of a POST were kept; `foreign`: and how many are about another app's numbers, and were not. */
interface Received {
  kept: number;
  foreign: number;
}

/**
 * Makes everything of one webhook POST durable and wakes the worker; resolves only after the commit. Whoever has an app's secret
 * speaks for that app's numbers alone: what is about any other is not kept.
 * Requests that arrive while a commit is under way share the next one: a commit costs the disk the same for one
 * message as for fifty. Whatever fails them together is looked for alone, unless the database is out of reach: Meta
 * repeats a POST that got no 200, and nobody else's should be repeated with it.
 */
export const receive = (parsed: ParsedWebhook, app: number | null = null): Promise<Received> => receivePost({ parsed, app });

const receivePost: (post: Post) => Promise<Received> = batchCalls(storeAll, {
  maxItems: 200,
  concurrency: 2,
  isolate: (error) => !isConnectionError(error),
  keysOf: contactKeys,
  gatherMs: GATHER_MS,
});

/** The status for a failure: Meta repeats both; 503 says that the database is unavailable for now. */
export const statusOfFailure = (error: unknown): number => (isUnavailable(error) ? 503 : 500);

/** More than this takes its time, and is not given up for that. */
const FEW = 500;

function storeAll(posts: Post[]): Promise<Received[]> {
  const work = async () => {
    // Not while a transaction has a connection, or those that wait for a second one could be all there are.
    await warmUp();
    return retryWithFreshContacts(() => store(posts));
  };
  const items = posts.reduce((sum, { parsed }) => sum + [parsed.messages, parsed.statuses, parsed.calls, parsed.other].flat().length, 0);
  return items > FEW ? work() : forInbound(work);
}

/** Whom this POST is about, by each of the ids that Meta may use: what one person writes is stored in order of arrival. */
function contactKeys({ parsed }: Post): string[] {
  return parsed.messages.flatMap(({ phoneNumberId, waId, userId, identity }) =>
    [waId, userId, ...(identity?.previous.waIds ?? []), ...(identity?.previous.userIds ?? [])].flatMap((id) =>
      id === null ? [] : [`${phoneNumberId}|${id}`],
    ),
  );
}

async function store(given: Post[]): Promise<Received[]> {
  const channels = await channelsFor(numbersOf(given));
  const posts = given.map((post) => ownPart(post, channels));
  const statuses = posts.flatMap((post) => post.statuses);
  const calls = posts.flatMap((post) => post.calls);
  const messages = [...posts.flatMap((post) => post.messages), ...(await missedCalls(calls))];
  const echoes = posts.flatMap((post) => post.echoes);
  const other = posts.flatMap((post) => post.other);
  const sources = given.map(({ parsed }) => parsed);
  const runs = runsBetweenNews(messages);
  for (const run of runs.slice(0, -1)) await storeRun(sources, { messages: run, statuses: [], calls: [], echoes: [], other: [] }, channels);
  await storeRun(sources, { messages: runs.at(-1) ?? [], statuses, calls, echoes, other }, channels);
  const { webhookItems } = metrics();
  const rejected = sources.reduce((sum, post) => sum + post.rejected, 0);
  for (const [kind, count] of Object.entries({
    message: messages.length,
    status: statuses.length,
    call: calls.length,
    echo: echoes.length,
    other: other.length,
    rejected,
  }))
    if (count > 0) webhookItems.inc({ kind }, count);
  return given.map(({ parsed }, index) => {
    const kept = itemsOf(posts[index] ?? parsed);
    return { kept, foreign: itemsOf(parsed) - kept };
  });
}

/** The numbers that these are about, each with the app that speaks of it first. */
function numbersOf(posts: readonly Post[]): Map<string, number | null> {
  const apps = new Map<string, number | null>();
  for (const { parsed, app } of posts)
    for (const { phoneNumberId } of [...parsed.messages, ...parsed.statuses, ...parsed.other])
      if (phoneNumberId !== null && !apps.has(phoneNumberId)) apps.set(phoneNumberId, app);
  return apps;
}

/** What is about the app's own numbers, or about none. */
function ownPart({ parsed, app }: Post, channels: ReadonlyMap<string, KnownChannel>): Run {
  const isOwn = ({ phoneNumberId }: { phoneNumberId: string | null }) => phoneNumberId === null || channels.get(phoneNumberId)?.app === app;
  return {
    messages: parsed.messages.filter(isOwn),
    statuses: parsed.statuses.filter(isOwn),
    calls: parsed.calls.filter(isOwn),
    echoes: parsed.echoes.filter(isOwn),
    other: parsed.other.filter(isOwn),
  };
}

/** Calls and echoes are among `other`. */
const itemsOf = ({ messages, statuses, other }: Run): number => messages.length + statuses.length + other.length;

/** Who wrote a message depends on identity changes before it, so each of them begins a run of its own. Nearly always there are none. */
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
  const { rows, files } = await toRows(messages, channels);
  if (rows.length + statuses.length + other.length === 0) return;
  // A known wamid changes nothing, but its contact is woken all the same: so the job need not wait for what was new.
  const woken = [...new Set(rows.flatMap((row) => (row.event === null ? [] : [row.contact_id])))];
  const traces = tracesOf(posts, rows);
  const changing = rows.flatMap((row) => (row.change === null ? [] : [row.contact_id]));
  const { early, released, told, named } = await inTransaction(async (client: pg.PoolClient) => {
    const [, early, reported] = await inOrder([
      // Before any row, as everybody does who takes both; what is only added needs no lock.
      changing.length === 0 ? null : lockContacts(client, changing),
      storeWithFiles(client, rows, files),
      storeWithLinks(client, statuses, channels),
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
  // Should this be lost, the sweep finds what lies in their mailboxes.
  if (told.length > 0) await enqueue(pool(), "advance", [{ contactIds: [...new Set(told)] }]);
  if (named.length > 0) await learn(named);
}

/** Of files that Meta could not have: told with their statuses, and hardly ever. */
async function storeWithLinks(
  client: pg.PoolClient,
  statuses: Run["statuses"],
  channels: Map<string, KnownChannel>,
): ReturnType<typeof storeStatuses> {
  const reported = await storeStatuses(client, statuses, channels);
  await sendLinks(client, statuses, channels);
  return reported;
}

/** Files need their messages' rows, which takes one more round trip where there are any. */
async function storeWithFiles(client: pg.PoolClient, rows: InboundRow[], files: FileRow[]): ReturnType<typeof storeMessages> {
  const early = await storeMessages(client, rows);
  await noteFiles(client, files);
  return early;
}

/** Whom Meta says that it brought our messages to. Should this be lost, the next status tells it again. */
async function learn(named: NamedRecipient[]): Promise<void> {
  await resolveContacts(named.map((each) => ({ ...each, given: false }))).catch((error: unknown) =>
    log.error({ err: error }, "what statuses tell of who is who was not taken over; the next ones tell it again"),
  );
}

async function toRows(messages: InboundItem[], channels: Map<string, KnownChannel>): Promise<{ rows: InboundRow[]; files: FileRow[] }> {
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
  const files: FileRow[] = [];
  for (const [index, { item, channel }] of withChannel.entries()) {
    const name = `${channel.id}|${item.wamid}`;
    const writer = writers[index];
    if (writer === undefined || unique.has(name)) continue;
    // One object for the row and for the flow, so that nothing that is kept is lost on the way there.
    const { data, file } = withFile(item, { channelId: channel.id, contactId: writer.contactId });
    if (file !== null) files.push(file);
    const message = { type: item.type, text: item.text, data };
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
  return { rows: [...unique.values()], files };
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
