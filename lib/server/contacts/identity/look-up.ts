import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { pool } from "../../platform/db.ts";
import type { Sighting } from "./plan-sighting.ts";

/** Somebody on a channel, as Meta or a person named them; at least one of the two ids is there. */
export interface Seen extends Sighting {
  channelId: number;
  /** The message that they wrote, where it is one: one that is known says nothing new, whoever bears its sender's ids today. */
  wamid?: string;
}

interface Row {
  kind: "has" | "had" | "wrote";
  channel_id: number;
  contact_id: number;
  wa_id: string | null;
  user_id: string | null;
  /** Meta has not named the contact by this number, or not since that is in doubt. */
  in_doubt: boolean;
  /** Of `had`: the id; of `wrote`: the message's. */
  key: string;
  /** Of `had`, in milliseconds since 1970. */
  until: number;
}

/** What a look at the tables says of people, without any lock. */
export interface Found {
  /** Whether anything at all is known of one. */
  isKnown(seen: Seen): boolean;
  /** Whose a message is that is known already. */
  contactOfMessage(seen: Seen): number | null;
  /**
   * The contact that bears just these ids, where nobody else bears one of them or bore one then. `forAll`: nobody ever did, so it is
   * theirs whenever it was written.
   */
  contactWithJust(seen: Seen): { id: number; forAll: boolean } | null;
}

/** Looks for people by their ids in each form, by ids of before, and by their messages: one statement for any number of them. */
export async function lookUp(people: readonly Seen[]): Promise<Found> {
  const numbers = people.flatMap(({ channelId, waId }) => (waId === null ? [] : lookupVariants(waId).map((id) => ({ channelId, id }))));
  const users = people.flatMap(({ channelId, userId }) => (userId === null ? [] : [{ channelId, id: userId }]));
  const messages = people.flatMap(({ channelId, wamid }) => (wamid === undefined ? [] : [{ channelId, id: wamid }]));
  const { rows } = await pool().query<Row>(
    `SELECT 'has' AS kind, c.channel_id, c.id AS contact_id, c.wa_id, c.user_id, c.wa_id_at IS NULL AS in_doubt, '' AS key, 0 AS until
       FROM unnest($1::int[], $2::text[]) AS k (channel_id, id) JOIN contacts c ON c.channel_id = k.channel_id AND c.wa_id = k.id
     UNION
     SELECT 'has', c.channel_id, c.id, c.wa_id, c.user_id, c.wa_id_at IS NULL, '', 0
       FROM unnest($3::int[], $4::text[]) AS k (channel_id, id) JOIN contacts c ON c.channel_id = k.channel_id AND c.user_id = k.id
     UNION
     SELECT 'had', f.channel_id, f.contact_id, NULL, NULL, false, f.former_id, extract(epoch FROM f.until)::float8 * 1000
       FROM unnest($1::int[] || $3::int[], $2::text[] || $4::text[]) AS k (channel_id, id)
       JOIN contact_former_ids f ON f.channel_id = k.channel_id AND f.former_id = k.id
     UNION
     SELECT 'wrote', m.channel_id, m.contact_id, NULL, NULL, false, m.wamid, 0
       FROM unnest($5::int[], $6::text[]) AS k (channel_id, id) JOIN messages m ON m.channel_id = k.channel_id AND m.wamid = k.id`,
    [...columns(numbers), ...columns(users), ...columns(messages)],
  );
  return index(rows);
}

const columns = (ids: readonly { channelId: number; id: string }[]) => [ids.map((each) => each.channelId), ids.map((each) => each.id)];

function index(rows: readonly Row[]): Found {
  const bearers = new Map<string, Row[]>();
  const former = new Map<string, number>();
  const writers = new Map<string, number>();
  for (const row of rows) {
    const name = (id: string) => `${row.channel_id}|${id}`;
    if (row.kind === "wrote") writers.set(name(row.key), row.contact_id);
    else if (row.kind === "had") former.set(name(row.key), Math.max(row.until, former.get(name(row.key)) ?? 0));
    else for (const id of [row.wa_id, row.user_id]) if (id !== null) bearers.set(name(id), [...(bearers.get(name(id)) ?? []), row]);
  }
  const namesOf = ({ channelId, waId, userId }: Seen) =>
    [...(waId === null ? [] : lookupVariants(waId)), ...(userId === null ? [] : [userId])].map((id) => `${channelId}|${id}`);
  const contactOfMessage = ({ channelId, wamid }: Seen) => (wamid === undefined ? null : (writers.get(`${channelId}|${wamid}`) ?? null));
  return {
    isKnown: (seen) => contactOfMessage(seen) !== null || namesOf(seen).some((name) => bearers.has(name) || former.has(name)),
    contactOfMessage,
    contactWithJust(seen) {
      const names = namesOf(seen);
      if (names.some((name) => (former.get(name) ?? 0) > seen.at)) return null;
      const [bearer, ...others] = [...new Set(names.flatMap((name) => bearers.get(name) ?? []))];
      if (bearer === undefined || others.length > 0) return null;
      const { waId, userId } = seen;
      const isSettling = waId !== null && userId !== null && bearer.in_doubt;
      const isJust = !isSettling && (waId === null || bearer.wa_id === waId) && (userId === null || bearer.user_id === userId);
      return isJust ? { id: bearer.contact_id, forAll: !names.some((name) => former.has(name)) } : null;
    },
  };
}
