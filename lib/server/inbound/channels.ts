import { pool } from "../platform/db.ts";
import { env } from "../platform/env.ts";

export interface KnownChannel {
  id: number;
  active: boolean;
}

/** Long enough to spare a query per webhook, short enough that a channel switched on in the console answers at once to a person. */
const KEEP_MS = 2_000;
const byPhoneNumberId = new Map<string, { channel: KnownChannel; until: number }>();

/**
 * Channels for Meta's phone number ids. A number that we have never heard of gets a row, so that its messages are kept:
 * while no number of this installation has a token it is simulated and answers; beside live numbers it is only
 * `unclaimed`, and no flow runs until somebody claims it.
 */
export async function channelsFor(phoneNumberIds: Iterable<string>): Promise<Map<string, KnownChannel>> {
  const now = Date.now();
  const found = new Map<string, KnownChannel>();
  const missing = new Set<string>();
  for (const phoneNumberId of phoneNumberIds) {
    const kept = byPhoneNumberId.get(phoneNumberId);
    if (kept !== undefined && kept.until > now) found.set(phoneNumberId, kept.channel);
    else missing.add(phoneNumberId);
  }
  if (missing.size > 0) {
    for (const [phoneNumberId, channel] of await load([...missing])) {
      found.set(phoneNumberId, channel);
      byPhoneNumberId.set(phoneNumberId, { channel, until: now + KEEP_MS });
    }
  }
  return found;
}

async function load(phoneNumberIds: string[]): Promise<[string, KnownChannel][]> {
  const select = () =>
    pool().query<{ id: number; phone_number_id: string; status: string }>(
      "SELECT id, phone_number_id, status FROM channels WHERE phone_number_id = ANY($1)",
      [phoneNumberIds],
    );
  let { rows } = await select();
  if (rows.length < phoneNumberIds.length) {
    await pool().query(
      `INSERT INTO channels (name, phone_number_id, status)
       SELECT 'Number ' || id, id,
         CASE WHEN $2 OR EXISTS (SELECT FROM channels WHERE access_token_encrypted IS NOT NULL) THEN 'unclaimed' ELSE 'active' END
       FROM unnest($1::text[]) AS id ON CONFLICT (phone_number_id) DO NOTHING`,
      [phoneNumberIds, env().live],
    );
    ({ rows } = await select());
  }
  return rows.map((row) => [row.phone_number_id, { id: row.id, active: row.status === "active" }]);
}

/** For tests and for changes made by this very process. */
export function clearChannelCache(): void {
  byPhoneNumberId.clear();
}
