import type { IncomingMessage } from "#lib/engine/types.ts";
import type { Turn } from "#lib/whatsapp/inbound/turn.ts";
import type { EntryPayload } from "../state/entries.ts";

/** What a message is to its contact's flows: the mailbox entry's payload; null where it is nobody's turn. */
export function messageEvent(message: IncomingMessage, turn: Turn): EntryPayload<"message_received"> | null {
  if (turn === "none") return null;
  return { message, ...(turn !== "answers" && { answers: false }), ...(turn === "triggers" && { only_triggers: true }) };
}
