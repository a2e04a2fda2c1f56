import type { Context } from "#lib/engine/types.ts";
import { ruleOfCode } from "#lib/whatsapp/graph/policy.ts";
import type { StatusItem } from "#lib/whatsapp/status.ts";
import { fallbackText } from "../media/fallback.ts";
import type { Db } from "../platform/db.ts";
import { enqueue } from "../platform/queue.ts";
import type { KnownChannel } from "./channels.ts";

interface RefusedMessage {
  id: number;
  channel_id: number;
  contact_id: number;
  execution_id: number | null;
  visit_seq: number | null;
  text: string;
  data: Context;
}

/**
 * Meta takes a message with a file, and tells later that it could not have the file (a link that leads nowhere, a codec): where its author
 * wants that, a text with the link follows, once. In the transaction that has stored the statuses.
 */
export async function sendLinks(db: Db, statuses: readonly StatusItem[], channels: ReadonlyMap<string, KnownChannel>): Promise<void> {
  const refused = statuses.flatMap(({ phoneNumberId, wamid, status, errors }) => {
    const channel = channels.get(phoneNumberId);
    const isFile = status === "failed" && errors.some(({ code }) => ruleOfCode(code)?.errorClass === "media");
    return channel === undefined || !isFile ? [] : [{ channel_id: channel.id, wamid }];
  });
  if (refused.length === 0) return;
  const { rows } = await db.query<RefusedMessage>(
    `UPDATE messages m SET data = m.data || '{"fell_back": true}'
     FROM jsonb_to_recordset($1::jsonb) AS r (channel_id int, wamid text)
     WHERE m.channel_id = r.channel_id AND m.wamid = r.wamid AND m.direction = 'outbound' AND m.status = 'failed'
       AND m.data->>'fallback_link' = 'true' AND NOT m.data ? 'fell_back'
     RETURNING m.id, m.channel_id, m.contact_id, m.execution_id, m.visit_seq, m.text, m.data`,
    [JSON.stringify(refused)],
  );
  const messages = rows.flatMap(({ text, data, ...row }) => {
    const words = fallbackText(text, data);
    return words === null ? [] : [{ ...row, text: words }];
  });
  if (messages.length === 0) return;
  await db.query(
    `INSERT INTO messages (channel_id, contact_id, execution_id, visit_seq, direction, type, text, data, status, created_at)
     SELECT channel_id, contact_id, execution_id, visit_seq, 'outbound', 'text', text, '{"preview_url": true}', 'queued',
       statement_timestamp()
     FROM jsonb_to_recordset($1::jsonb) AS x (id bigint, channel_id int, contact_id bigint, execution_id bigint, visit_seq int, text text)
     ORDER BY id`,
    [JSON.stringify(messages)],
  );
  await enqueue(db, "send", [{ contactIds: messages.map(({ contact_id }) => contact_id) }]);
}
