import { idOf, isObject, listOf, objectOf, textOf, timeOf, userIdOf, waIdOf } from "../json/read-json.ts";
import type { JsonObject } from "../json/read-json.ts";

/** A person called our number. Answered or not, that opens the customer service window as a message does (Meta's field `calls`). */
export interface CallItem {
  phoneNumberId: string;
  /** Digits without +. It and `userId` may each be missing, never both. */
  waId: string | null;
  userId: string | null;
  /** Milliseconds since 1970; never in the future. */
  at: number;
  /** Meta's id of the call, where it is over and nobody took it; else null. */
  missedId: string | null;
}

/** Meta writes the direction in capitals; other cases have been seen of its other words for calls. */
const BY_THE_PERSON = "user_initiated";
const OVER = "terminate";
const TAKEN = "completed";

/** The calls that people made in one change of the field `calls`; ours, and what cannot be read, are left out. */
export function readCalls(value: JsonObject, now: number): CallItem[] {
  const phoneNumberId = idOf(objectOf(value["metadata"])["phone_number_id"], 64);
  if (phoneNumberId === null) return [];
  return listOf(value["calls"]).flatMap((call) => {
    if (!isObject(call) || textOf(call["direction"], 64)?.toLowerCase() !== BY_THE_PERSON) return [];
    const [waId, userId] = [waIdOf(call["from"]), userIdOf(call["from_user_id"])];
    return waId === null && userId === null
      ? []
      : [{ phoneNumberId, waId, userId, at: timeOf(call["timestamp"], now), missedId: missedId(call) }];
  });
}

/** A status may be a list. */
function missedId(call: JsonObject): string | null {
  const statuses = [call["status"]].flat().map((status) => textOf(status, 64)?.toLowerCase());
  return textOf(call["event"], 64)?.toLowerCase() !== OVER || statuses.includes(TAKEN) ? null : idOf(call["id"], 512);
}
