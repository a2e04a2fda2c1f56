import type { Context } from "#lib/engine/types.ts";
import { toGraphBody } from "#lib/whatsapp/graph/request.ts";
import { InvalidMessageError } from "#lib/whatsapp/outgoing/define-outgoing.ts";
import type { ConversationMessage } from "#lib/api/history.ts";

export interface SendRow {
  id: number;
  direction: string;
  type: string;
  text: string;
  data: Context | null;
  phone_number_id: string;
  wa_id: string | null;
  user_id: string | null;
  opaque: string | null;
  quotes: string | null;
}

/**
 * The request of a send, rebuilt from what is stored by the function that made it then; the access token stays
 * where it is. The contact's number is the one known now, which Meta may have corrected since. Null for what no request
 * was made of: messages that came in, and those that failed because they fit no type.
 */
export function requestOf(row: SendRow): ConversationMessage["request"] {
  if (row.direction !== "outbound" || (row.wa_id === null && row.user_id === null)) return null;
  const message = { type: row.type, text: row.text, data: row.data ?? {} };
  try {
    const body = toGraphBody(message, { waId: row.wa_id, userId: row.user_id }, row.opaque, row.quotes);
    return { method: "POST", path: `/${row.phone_number_id}/messages`, body };
  } catch (error) {
    if (error instanceof InvalidMessageError) return null;
    throw error;
  }
}
