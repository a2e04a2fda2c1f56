import { isObject, objectOf, textOf, userIdOf, waIdOf } from "../../json/read-json.ts";
import type { JsonObject } from "../../json/read-json.ts";
import { lookupVariants } from "../phone.ts";
import { MAX_TYPE } from "./inbound-type.ts";
import { type Profiles, profileOf } from "./profiles.ts";

/** Meta's word that a person is known otherwise from now on. */
export interface IdentityNews {
  /** What they were known by, as far as it is told. */
  previous: { waIds: string[]; userIds: string[] };
  /** What they are known by; null where it is not told. */
  current: { waId: string | null; userId: string | null };
  /** Whether the number is another one, told or not. */
  isNumberChanged: boolean;
}

/** Meta's names for it, of now and of before. `customer_identity_changed` is none: it tells of another phone, not of another number. */
const NUMBER_CHANGED = ["user_changed_number", "customer_changed_number"];
const USER_ID_CHANGED = ["user_changed_user_id", "customer_changed_user_id"];

/**
 * The news in a message of the type `system`, or null where it tells none. Over the years the new number was `new_wa_id` or `wa_id`,
 * the old one the sender or `customer`; the new user id is `user_id`, the old one `previous_user_id`. Any other user id of the
 * sender is an old one too. Where only the user id has changed, the sender's number is still theirs.
 */
export function readIdentityNews(message: JsonObject, profiles: Profiles): IdentityNews | null {
  const system = objectOf(message["system"]);
  const type = textOf(system["type"], MAX_TYPE) ?? "";
  const isNumberChanged = NUMBER_CHANGED.includes(type);
  if (message["type"] !== "system" || (!isNumberChanged && !USER_ID_CHANGED.includes(type))) return null;
  const part = isObject(system[type]) ? { ...system, ...system[type] } : system;
  const from = waIdOf(message["from"]);
  const fromUser = userIdOf(message["from_user_id"]);

  const told = waIdOf(part["wa_id"]) ?? waIdOf(part["new_wa_id"]) ?? (isNumberChanged ? null : from);
  const isOther = (number: string) => told === null || !lookupVariants(told).includes(number);
  const waIds = those(waIdOf, part["customer"], part["old_wa_id"], part["previous_wa_id"], from).filter(isOther);

  const userId = userIdOf(part["user_id"]) ?? userIdOf(part["new_user_id"]) ?? profileOf(profiles, told)?.userId ?? null;
  const before = [part["previous_user_id"], part["old_user_id"], fromUser, profileOf(profiles, from, fromUser)?.userId];
  const userIds = those(userIdOf, ...before).filter((each) => each !== userId);

  const isAnybody = userId !== null || told !== null || waIds.length + userIds.length > 0;
  return isAnybody ? { previous: { waIds, userIds }, current: { waId: told, userId }, isNumberChanged } : null;
}

const those = (read: (value: unknown) => string | null, ...values: unknown[]): string[] => [
  ...new Set(values.flatMap((value) => read(value) ?? [])),
];
