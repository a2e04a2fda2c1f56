import type { Context } from "../engine/types.ts";
import { idOf, isObject, listOf, objectOf, textOf, timeOf, userIdOf, waIdOf } from "../json/read-json.ts";
import type { JsonObject } from "../json/read-json.ts";
import { MAX_TYPE, MAX_WAMID } from "./inbound/inbound-type.ts";
import { readContent } from "./inbound/registry.ts";

/** What a person of ours said from the number's own phone, in the WhatsApp Business app (Meta's field `smb_message_echoes`). */
export interface EchoItem {
  phoneNumberId: string;
  wamid: string;
  /** To whom: digits without +. It and `userId` may each be missing, never both. */
  waId: string | null;
  userId: string | null;
  type: string;
  text: string;
  data: Context;
  /** Milliseconds since 1970; never in the future. */
  sentAt: number;
}

/** The echoes of one change of that field; what was said in a group, and what cannot be read, is left out. */
export function readEchoes(value: JsonObject, now: number): EchoItem[] {
  const phoneNumberId = idOf(objectOf(value["metadata"])["phone_number_id"], 64);
  if (phoneNumberId === null) return [];
  return listOf(value["message_echoes"]).flatMap((echo) => {
    if (!isObject(echo) || echo["group_id"] !== undefined) return [];
    const wamid = idOf(echo["id"], MAX_WAMID);
    const [waId, userId] = [waIdOf(echo["to"]), userIdOf(echo["to_user_id"])];
    if (wamid === null || (waId === null && userId === null)) return [];
    const type = textOf(echo["type"], MAX_TYPE) ?? "unknown";
    const { text, data } = readContent(type, echo);
    return [{ phoneNumberId, wamid, waId, userId, type, text, data, sentAt: timeOf(echo["timestamp"], now) }];
  });
}
