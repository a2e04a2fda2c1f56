import { mayBeRescued, RESCUE_TOKEN } from "#lib/engine/rescue.ts";
import type { Context } from "#lib/engine/types.ts";
import { splitMessage } from "#lib/whatsapp/outgoing/registry.ts";
import type { Change, ContactTurn, SavePart } from "../save-part.ts";

/** Messages to be sent: rows in the outbox, in order. */
export const outboxPart: SavePart = {
  name: "outbox",
  rows: (changes, turns) => [...changes.flatMap(toMessageRows), ...turns.flatMap(toReplyRows)].map((row, n) => ({ n, ...row })),
  sql: (parameter) => `
    INSERT INTO messages (channel_id, contact_id, execution_id, visit_seq, direction, type, text, data, status, wakes, quotes)
    SELECT channel_id, contact_id, execution_id, visit_seq, 'outbound', type, text, data, 'queued', wakes,
      -- A flow's context may hold any id; Meta takes only one of this very conversation.
      CASE WHEN quotes IS NOT NULL THEN (
        SELECT q.wamid FROM messages q
        WHERE q.channel_id = x.channel_id AND q.wamid = x.quotes AND q.contact_id + 0 = x.contact_id AND q.direction = 'inbound'
      ) END
    FROM jsonb_to_recordset(${parameter}::jsonb)
      AS x (n int, channel_id int, contact_id bigint, execution_id bigint, visit_seq int, type text, text text, data jsonb, wakes text,
        quotes text)
    ORDER BY n`,
};

/** A failure of a message that no visit waits for is reported where a rescue flow would begin, and not for a link sent instead. */
const rescueOf = ({ contact, execution: { state } }: Change, data: Context): string | undefined =>
  contact.rescueVersion != null && mayBeRescued(state) && data["fallback_link"] !== true ? RESCUE_TOKEN : undefined;

/** A message longer than Meta takes becomes several, in order: the first quotes, Meta's answer to the last wakes the visit. */
function toMessageRows(change: Change) {
  const { contact, execution, effects } = change;
  return effects.flatMap(({ visitSeq, effect }) => {
    if (effect.type !== "send_message") return [];
    const { message, quotes, wakes } = effect;
    return splitMessage(message).map(({ type, text, data }, index, { length }) => ({
      wakes: (index === length - 1 ? wakes : undefined) ?? rescueOf(change, data),
      channel_id: contact.channelId,
      contact_id: contact.id,
      execution_id: execution.id,
      visit_seq: visitSeq,
      type,
      text,
      data,
      ...(quotes !== undefined && index === 0 && { quotes }),
    }));
  });
}

/** What a channel says to a word about consent: of no execution. What was said with an opt-out is sent all the same (`outbox.ts`). */
function toReplyRows({ contact, consent }: ContactTurn) {
  return (consent?.replies ?? []).map((text) => ({ channel_id: contact.channelId, contact_id: contact.id, type: "text", text }));
}
