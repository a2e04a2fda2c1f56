import { splitMessage } from "#lib/whatsapp/outgoing/registry.ts";
import type { Change, SavePart } from "../save-part.ts";

/** Messages to be sent: rows in the outbox, in order. */
export const outboxPart: SavePart = {
  name: "outbox",
  rows: (changes) => changes.flatMap(toMessageRows).map((row, n) => ({ n, ...row })),
  sql: (parameter) => `
    INSERT INTO messages (channel_id, contact_id, execution_id, visit_seq, direction, type, text, data, status)
    SELECT channel_id, contact_id, execution_id, visit_seq, 'outbound', type, text, data, 'queued'
    FROM jsonb_to_recordset(${parameter}::jsonb)
      AS x (n int, channel_id int, contact_id bigint, execution_id bigint, visit_seq int, type text, text text, data jsonb)
    ORDER BY n`,
};

/** A message longer than Meta takes becomes several, in order. */
function toMessageRows({ contact, execution, effects }: Change) {
  return effects.flatMap(({ visitSeq, effect }) => {
    if (effect.type !== "send_message") return [];
    return splitMessage(effect.message).map(({ type, text, data }) => ({
      channel_id: contact.channelId,
      contact_id: contact.id,
      execution_id: execution.id,
      visit_seq: visitSeq,
      type,
      text,
      data,
    }));
  });
}
