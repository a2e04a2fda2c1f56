import { toReceiptBody, TYPING_SECONDS } from "#lib/whatsapp/graph/receipt.ts";
import type { Context } from "#lib/engine/types.ts";
import { pool } from "../../platform/db.ts";
import { accessOf } from "../../platform/channel-access.ts";
import { log } from "../../platform/log.ts";

/** What a contact is shown of what becomes of their messages. */
export interface Receipt {
  contactId: number;
  channelId: number;
  /** The message that is marked as read, with all before it; null for none. */
  read: string | null;
  /** A call whose result is awaited, by its visit's token; null for none. `after`: a message leaves first, which would end the typing. */
  typing: { wamid: string; token: string; after: boolean } | null;
}

/**
 * Marks messages as read and shows that an answer is written, as well as it goes: nothing of it is kept, tried again or waited for, and
 * what would be too much of it is left out.
 */
interface Receipts {
  give(receipts: readonly Receipt[]): void;
  stop(): void;
}

/** A number's messages share Meta's limit of 80 a second with these. */
const MOST_PER_SECOND = 20;
const MOST_IN_FLIGHT = 16;
/** Shown again in time, for as long as the result is awaited. */
const RENEW_MS = (TYPING_SECONDS - 5) * 1_000;
const LOOK_MS = 1_000;
/** So long a message that leaves first is given to arrive. */
const AFTER_MESSAGE_MS = 1_500;
const CHANNEL_TTL_MS = 10_000;
const REMEMBERED = 10_000;

interface Channel {
  channel_id: number;
  phone_number_id: string;
  access_token_encrypted: string | null;
  paused: boolean;
}

type Typing = NonNullable<Receipt["typing"]> & { channelId: number; nextAt: number };

/** What came of it makes no difference here. */
type Post = (phoneNumberId: string, accessToken: string, body: Context, base?: string) => Promise<unknown>;

/** `now` in milliseconds, and `lookMs` between two looks at who waits; for tests. */
export function createReceipts(post: Post, now: () => number = () => performance.now(), lookMs = LOOK_MS): Receipts {
  const typing = new Map<number, Typing>();
  /** What was last marked as read, so that it is once. */
  const lastRead = new Map<number, string>();
  const channels = new Map<number, { known: Channel | null; at: number }>();
  const buckets = new Map<number, { second: number; count: number }>();
  let inFlight = 0;
  let looking = false;

  async function show(contactId: number, channelId: number, wamid: string, isTyping: boolean): Promise<void> {
    if (inFlight >= MOST_IN_FLIGHT || isTooMuch(channelId)) return;
    inFlight += 1;
    try {
      const channel = await channelOf(channelId);
      if (channel === null || channel.paused) return;
      const { token, base } = accessOf(channel.access_token_encrypted, channel.channel_id);
      if (token === null) return;
      await post(channel.phone_number_id, token, toReceiptBody(wamid, isTyping), base);
    } catch (error) {
      log.debug({ err: error, contactId, channelId }, "a receipt was not given");
    } finally {
      inFlight -= 1;
    }
  }

  function isTooMuch(channelId: number): boolean {
    const second = Math.floor(now() / 1_000);
    const bucket = buckets.get(channelId);
    const count = bucket?.second === second ? bucket.count + 1 : 1;
    buckets.set(channelId, { second, count });
    return count > MOST_PER_SECOND;
  }

  async function channelOf(id: number): Promise<Channel | null> {
    const cached = channels.get(id);
    if (cached !== undefined && now() - cached.at < CHANNEL_TTL_MS) return cached.known;
    const { rows } = await pool().query<Channel>(
      `SELECT id AS channel_id, phone_number_id, access_token_encrypted, coalesce(paused_until > now(), false) AS paused
       FROM channels WHERE id = $1 AND status = 'active'`,
      [id],
    );
    const known = rows[0] ?? null;
    channels.set(id, { known, at: now() });
    return known;
  }

  function remember(contactId: number, wamid: string): void {
    if (lastRead.size >= REMEMBERED) lastRead.clear();
    lastRead.set(contactId, wamid);
  }

  /** Those whose time has come, unless another process has got their result meanwhile. */
  async function look(): Promise<void> {
    const due = [...typing].filter(([, { nextAt }]) => nextAt <= now());
    if (looking || due.length === 0) return;
    looking = true;
    try {
      const { rows } = await pool().query<{ contact_id: number; token: string }>(
        `SELECT contact_id, state #>> '{waitingFor,token}' AS token FROM executions WHERE contact_id = ANY($1) AND status = 'running'`,
        [due.map(([contactId]) => contactId)],
      );
      const waiting = new Map(rows.map((row) => [row.contact_id, row.token]));
      for (const [contactId, each] of due) {
        if (typing.get(contactId) !== each) continue;
        if (waiting.get(contactId) !== each.token) typing.delete(contactId);
        else type(contactId, { ...each, nextAt: now() + RENEW_MS });
      }
    } catch (error) {
      log.debug({ err: error }, "who waits for an answer was not looked up");
    } finally {
      looking = false;
    }
  }

  function type(contactId: number, each: Typing): void {
    typing.set(contactId, each);
    remember(contactId, each.wamid);
    void show(contactId, each.channelId, each.wamid, true);
  }

  const timer = setInterval(() => void look(), lookMs);
  timer.unref();

  return {
    give(receipts) {
      for (const { contactId, channelId, read, typing: awaited } of receipts) {
        if (awaited === null) typing.delete(contactId);
        else if (awaited.after) typing.set(contactId, { ...awaited, channelId, nextAt: now() + AFTER_MESSAGE_MS });
        else type(contactId, { ...awaited, channelId, nextAt: now() + RENEW_MS });
        const isSaid = awaited !== null && !awaited.after && awaited.wamid === read;
        if (read === null || isSaid || lastRead.get(contactId) === read) continue;
        remember(contactId, read);
        void show(contactId, channelId, read, false);
      }
    },
    stop() {
      clearInterval(timer);
      typing.clear();
    },
  };
}
