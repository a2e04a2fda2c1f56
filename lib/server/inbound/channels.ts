import { pool } from "../platform/db.ts";
import { env } from "../platform/env.ts";

export interface KnownChannel {
  id: number;
  active: boolean;
  /** The Meta app that it belongs to; null: the environment's. */
  app: number | null;
}

/** Long enough to spare a query per webhook, short enough that a channel switched on in the console seems to reply at once. */
const KEEP_MS = 2_000;
const byPhoneNumberId = new Map<string, { channel: KnownChannel; until: number }>();

/**
 * Channels for Meta's phone number ids, each with the app whose signature it came with. A number that is new to us gets a
 * row, so that its messages are kept: while no number of this installation has a token it is simulated and replies; beside live
 * numbers, and of an app that is set up in the console, it is only `unclaimed`, and no flow runs until somebody claims it. It belongs
 * to the app that spoke of it first, which then is refused what it says of anybody else's: see `receive`.
 */
export async function channelsFor(apps: ReadonlyMap<string, number | null>): Promise<Map<string, KnownChannel>> {
  const now = Date.now();
  const found = new Map<string, KnownChannel>();
  const missing = new Map<string, number | null>();
  for (const [phoneNumberId, app] of apps) {
    const kept = byPhoneNumberId.get(phoneNumberId);
    if (kept !== undefined && kept.until > now) found.set(phoneNumberId, kept.channel);
    else missing.set(phoneNumberId, app);
  }
  if (missing.size > 0) {
    for (const [phoneNumberId, channel] of await load(missing)) {
      found.set(phoneNumberId, channel);
      byPhoneNumberId.set(phoneNumberId, { channel, until: now + KEEP_MS });
    }
  }
  return found;
}

async function load(missing: ReadonlyMap<string, number | null>): Promise<[string, KnownChannel][]> {
  const select = () =>
    pool().query<{ id: number; phone_number_id: string; status: string; app: number | null }>(
      "SELECT id, phone_number_id, status, meta_app_id AS app FROM channels WHERE phone_number_id = ANY($1)",
      [[...missing.keys()]],
    );
  let { rows } = await select();
  const made = [...missing].filter(([phoneNumberId, app]) => app === null || mayApp(phoneNumberId));
  if (rows.length < missing.size && made.length > 0) {
    await pool().query(
      `INSERT INTO channels (name, phone_number_id, meta_app_id, status)
       SELECT 'Number ' || id, id, app,
         CASE WHEN $3 OR app IS NOT NULL OR EXISTS (SELECT FROM channels WHERE access_token_encrypted IS NOT NULL)
           THEN 'unclaimed' ELSE 'active' END
       FROM unnest($1::text[], $2::int[]) AS n (id, app) ON CONFLICT (phone_number_id) DO NOTHING`,
      [made.map(([id]) => id), made.map(([, app]) => app), env().live],
    );
    ({ rows } = await select());
  }
  return rows.map(({ id, phone_number_id: number, status, app }) => [number, { id, active: status === "active", app }]);
}

/** Ours (`simulated`, the simulator's) and the one that the environment names are no app's to speak of first. */
const mayApp = (phoneNumberId: string): boolean => /^\d+$/.test(phoneNumberId) && phoneNumberId !== env().WORKFLOW_WHATSAPP_PHONE_NUMBER_ID;

/** For tests and for changes made by this very process. */
export function clearChannelCache(): void {
  byPhoneNumberId.clear();
}
