import type { WebhookProgress } from "#lib/api/channels.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { verifiedAt } from "../../inbound/outcomes.ts";
import { pool } from "../../platform/db.ts";
import { readChannel } from "./channel-row.ts";

/** Of a test message no more than one line is shown. */
const SHOWN = 200;
const DAY_MS = 86_400_000;

/**
 * How far the way from Meta to this channel is known to be open. Of messages, the last that was sent from this moment on (one of ours,
 * because a browser's clock may be wrong); null: none is looked for, and `now` is the moment to ask with from then on.
 * @throws ApiError 404
 */
export async function webhookProgress(actor: Actor, id: number, since: number | null): Promise<WebhookProgress> {
  allow(actor, "channels:write");
  const now = Date.now();
  const channel = await readChannel(pool(), id);
  // SQL, because it joins, and is asked every two seconds: by contacts, of whom few have written since. Meta's times have no milliseconds.
  const { rows } = await pool().query<{ text: string; from: string | null }>(
    `SELECT left(m.text, ${SHOWN}) AS text, coalesce(c.name, '+' || c.wa_id, c.user_id) AS from
     FROM (SELECT * FROM contacts WHERE channel_id = $1 AND last_inbound_at >= $2 ORDER BY last_inbound_at DESC LIMIT 1) c
     CROSS JOIN LATERAL (SELECT text FROM messages WHERE contact_id = c.id AND direction = 'inbound' ORDER BY id DESC LIMIT 1) m`,
    [id, new Date(Math.floor((since ?? now + DAY_MS) / 1_000) * 1_000)],
  );
  const [heard] = rows;
  return {
    now,
    verified_at: (await verifiedAt(channel.app_id))?.toISOString() ?? null,
    heard: heard === undefined ? null : { text: heard.text, from: heard.from ?? "" },
  };
}
