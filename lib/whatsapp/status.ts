import type { Context } from "#lib/engine/types.ts";
import { readMetaErrors } from "./inbound/meta-error.ts";
import { profileOf, type Profiles } from "./inbound/profiles.ts";
import type { MetaError } from "./inbound/meta-error.ts";
import { copyFlags, copyTexts, idOf, isObject, objectOf, textOf, timeOf, userIdOf, waIdOf } from "../json/read-json.ts";

/** What became of a message that we sent. */
export interface StatusItem {
  phoneNumberId: string;
  wamid: string;
  /** `sent`, `delivered`, `read`, `played`, `failed`, `deleted`, or a word we do not know, at most 64 characters. */
  status: string;
  /** Milliseconds since 1970; never in the future. */
  at: number;
  /** Whom it went to. Each may be missing. */
  recipientWaId: string | null;
  recipientUserId: string | null;
  /** `biz_opaque_callback_data` as we sent it. */
  opaque: string | null;
  errors: MetaError[];
  pricing: Context | null;
  conversationId: string | null;
}

interface Surroundings {
  phoneNumberId: string;
  profiles: Profiles;
  /** Milliseconds since 1970. */
  now: number;
}

/** The status, or in words why it cannot be used. */
export function readStatus(value: unknown, { phoneNumberId, profiles, now }: Surroundings): StatusItem | string {
  if (!isObject(value)) return "not an object";
  const wamid = idOf(value["id"], 512);
  if (wamid === null) return "no usable id";
  const status = textOf(value["status"], 64);
  if (status === null) return "no status";
  const waId = waIdOf(value["recipient_id"]);
  const userId = userIdOf(value["recipient_user_id"]);
  const profile = profileOf(profiles, waId, userId);
  return {
    phoneNumberId,
    wamid,
    status,
    at: timeOf(value["timestamp"], now),
    recipientWaId: waId ?? profile?.waId ?? null,
    recipientUserId: userId ?? profile?.userId ?? null,
    opaque: textOf(value["biz_opaque_callback_data"], 512),
    errors: readMetaErrors(value["errors"]),
    pricing: readPricing(value["pricing"]),
    conversationId: idOf(objectOf(value["conversation"])["id"], 256),
  };
}

function readPricing(value: unknown): Context | null {
  if (!isObject(value)) return null;
  const pricing: Context = {};
  copyFlags(pricing, value, ["billable"]);
  copyTexts(pricing, value, ["pricing_model", "type", "category"], 64);
  return pricing;
}
