import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { inOrder, inTransaction, isTransientError } from "../platform/db.ts";
import { type Found, lookUp, type Seen } from "./identity/look-up.ts";
import { planForm } from "./identity/plan-form.ts";
import { type Move, planMove } from "./identity/plan-move.ts";
import { planSighting } from "./identity/plan-sighting.ts";
import { type Ids, lockIds, settle, settleIf } from "./identity/settle.ts";

export interface Resolved {
  contactId: number;
  /** The number that makes it this contact, which it must still have when something is written; null: it is this one's whatever comes. */
  holds: string | null;
}

const known = new Map<string, Resolved>();
const KNOWN_MAX = 50_000;

const keyOf = ({ channelId, waId, userId }: Pick<Seen, "channelId" | "waId" | "userId">) => `${channelId}|${waId ?? ""}|${userId ?? ""}`;

/** Contacts are remembered per process; one that was erased, merged or is known otherwise since is noticed when something is stored. */
export function clearContactCache(): void {
  known.clear();
}

/** A contact has another number than when it was looked for. */
export class ContactMovedError extends Error {
  override name = "ContactMovedError";
}

/**
 * Runs what resolves contacts and writes something of theirs. Once more if a contact was erased, merged or got another number under
 * our memory of it, or two transactions stood in each other's way.
 */
export async function retryWithFreshContacts<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isTransientError(error) && !(error instanceof ContactMovedError)) throw error;
    clearContactCache();
    return work();
  }
}

/**
 * Finds or creates the contacts of these people, in order. Most are known, or bear what they were last known by; newcomers are
 * made together; for all others it is decided one by one (`planSighting`).
 */
export async function resolveContacts(seen: readonly Seen[]): Promise<Resolved[]> {
  if (known.size > KNOWN_MAX) known.clear();
  const remembered = seen.map((each) => known.get(keyOf(each)));
  const unknown = seen.filter((_, index) => remembered[index] === undefined);
  if (unknown.length === 0) return remembered as Resolved[];
  let found = await lookUp(unknown);
  if (await createNewcomers(unknown.filter((each) => !found.isKnown(each)))) found = await lookUp(unknown);
  const resolved: Resolved[] = [];
  // One after the other: what one says may settle who the next one is.
  for (const [index, each] of seen.entries()) resolved.push(remembered[index] ?? (await resolveOne(each, found)));
  return resolved;
}

async function resolveOne(seen: Seen, found: Found): Promise<Resolved> {
  const told = found.contactOfMessage(seen);
  if (told !== null) return { contactId: told, holds: null };
  const just = found.contactWithJust(seen);
  if (just !== null) {
    const resolved = { contactId: just.id, holds: seen.waId };
    if (just.forAll) known.set(keyOf(seen), resolved);
    return resolved;
  }
  const contactId = await settle(idsOf(seen), (records) => planSighting(seen, records));
  // What was remembered of those whom it is about may be wrong from now on.
  clearContactCache();
  return { contactId, holds: null };
}

/** Whose a message is that is stored already; null: it is new. */
export async function contactOfMessage(channelId: number, wamid: string): Promise<number | null> {
  const message = { channelId, wamid, waId: null, userId: null, at: 0, given: false };
  return (await lookUp([message])).contactOfMessage(message);
}

/** Meta says that somebody is known otherwise from now on. Whose contact that is. */
export async function moveContact(channelId: number, move: Move): Promise<number> {
  const { previous, current } = move;
  const given = (id: string | null) => (id === null ? [] : [id]);
  const ids = {
    channelId,
    waIds: [...previous.waIds, ...given(current.waId)],
    userIds: [...previous.userIds, ...given(current.userId)],
  };
  const contactId = await settle(ids, (records) => planMove(move, records));
  clearContactCache();
  return contactId;
}

/** Meta writes the number that we wrote to in another way (Brazil's ninth digit): that one is the truth. */
export async function rewriteNumber(channelId: number, from: string, to: string): Promise<void> {
  await settleIf({ channelId, waIds: [from, to], userIds: [] }, (records) => planForm(from, to, Date.now(), records));
  clearContactCache();
}

const idsOf = ({ channelId, waId, userId }: Seen): Ids => ({
  channelId,
  waIds: waId === null ? [] : [waId],
  userIds: userId === null ? [] : [userId],
});

const MOST_TRIES = 5;

/** Makes contacts of people of whom nothing is known. Whether there were any. */
async function createNewcomers(newcomers: readonly Seen[], attempt = 1): Promise<boolean> {
  const taken = new Set<string>();
  const first = newcomers.filter((each) => {
    const ids = [...(each.waId === null ? [] : lookupVariants(each.waId)), ...(each.userId === null ? [] : [each.userId])];
    const isFirst = !ids.some((id) => taken.has(`${each.channelId}|${id}`));
    for (const id of ids) taken.add(`${each.channelId}|${id}`);
    return isFirst;
  });
  if (first.length === 0) return false;
  try {
    await inTransaction((client) =>
      inOrder([
        lockIds(client, first.map(idsOf)),
        client.query(
          `INSERT INTO contacts (channel_id, wa_id, wa_id_at, user_id)
           SELECT k.channel_id, k.wa_id, to_timestamp(k.at / 1000), k.user_id
           FROM unnest($1::int[], $2::text[], $3::text[], $4::float8[], $5::text[]) AS k (channel_id, wa_id, other_form, at, user_id)
           WHERE NOT EXISTS (SELECT FROM contacts c WHERE c.channel_id = k.channel_id AND c.wa_id = k.other_form)
             AND NOT EXISTS (SELECT FROM contact_former_ids f
               WHERE f.channel_id = k.channel_id AND f.former_id IN (k.wa_id, k.other_form, k.user_id))
           ON CONFLICT DO NOTHING`,
          [
            first.map((each) => each.channelId),
            first.map((each) => each.waId),
            first.map((each) => (each.waId === null ? null : (lookupVariants(each.waId)[1] ?? null))),
            first.map((each) => (each.given || each.waId === null ? null : each.at)),
            first.map((each) => each.userId),
          ],
        ),
      ]),
    );
  } catch (error) {
    if (!isTransientError(error) || attempt === MOST_TRIES) throw error;
    return createNewcomers(newcomers, attempt + 1);
  }
  return true;
}
