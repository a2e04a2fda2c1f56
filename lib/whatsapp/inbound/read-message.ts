import type { Context } from "../../engine/types.ts";
import { sharedNumber } from "./contacts.ts";
import { type IdentityNews, readIdentityNews } from "./identity.ts";
import type { Change } from "./inbound-type.ts";
import { readMetaErrors } from "./meta-error.ts";
import { profileOf, type Profiles } from "./profiles.ts";
import { readContent } from "./registry.ts";
import { type Turn, turnOf } from "./turn.ts";
import { copyFlags, copyTexts, idOf, isObject, objectOf, textOf, timeOf, userIdOf, waIdOf } from "../../json/read-json.ts";
import type { JsonObject } from "../../json/read-json.ts";

/** An inbound message, reduced to the fields we know and safe to store as it is. */
export interface InboundItem {
  phoneNumberId: string;
  wamid: string;
  /**
   * Digits without +; of somebody without one in the webhook, the number that they share as their own. It and `userId` may each be
   * missing, and both only in news of who somebody is.
   */
  waId: string | null;
  /** Business-scoped user id (BSUID). */
  userId: string | null;
  profileName: string | null;
  /** Meta's type, at most 64 characters; "unknown" when there is none. */
  type: string;
  /** Body, caption, button text, choice title or emoji; "" when the message has no words. */
  text: string;
  /**
   * Fields of the type, and where present: `context_wamid` (the message that this one replies to, or whose button was tapped),
   * `referral` (the ad or post that brought the contact), `errors`, `forwarded`, `referred_product`, `group_id`.
   */
  data: Context;
  /** Milliseconds since 1970; never in the future. */
  sentAt: number;
  /** What it does to an earlier message of this sender's; null where it is about no other. */
  change: Change | null;
  /** What it may do in a conversation with us: nothing where it was said in a group, or by ourselves. */
  turn: Turn;
  /** It tells that its sender is known otherwise from now on; `waId` and `userId` are the new ids. */
  identity?: IdentityNews;
}

/** The first six and the last are what conditions ask for; the others show what the contact saw. */
const REFERRAL_TEXTS = [
  "source_url",
  "source_id",
  "source_type",
  "headline",
  "body",
  "media_type",
  "media_id",
  "image_url",
  "video_url",
  "thumbnail_url",
  "ctwa_clid",
] as const;

interface Surroundings {
  phoneNumberId: string;
  /** The number that was written to, in digits. */
  ownNumber: string | null;
  profiles: Profiles;
  /** Milliseconds since 1970. */
  now: number;
}

/** The message, or in words why it cannot be used. */
export function readInboundMessage(value: unknown, { phoneNumberId, ownNumber, profiles, now }: Surroundings): InboundItem | string {
  if (!isObject(value)) return "not an object";
  const wamid = idOf(value["id"], 512);
  if (wamid === null) return "no usable id";
  const from = waIdOf(value["from"]);
  const fromUser = userIdOf(value["from_user_id"]);
  const identity = readIdentityNews(value, profiles);
  if (from === null && fromUser === null && identity === null) return "no sender";
  const profile = profileOf(profiles, from, fromUser);

  const type = textOf(value["type"], 64) ?? "unknown";
  const { text, data, change = null } = readContent(type, value);
  copyContext(data, objectOf(value["context"]));
  if (isObject(value["referral"])) data["referral"] = readReferral(value["referral"]);
  if (value["errors"] !== undefined) data["errors"] = readMetaErrors(value["errors"]);
  const groupId = idOf(value["group_id"], 256);
  if (groupId !== null) data["group_id"] = groupId;

  // Said in a group it would be told to all.
  const shared = groupId === null ? sharedNumber(value) : null;
  return {
    phoneNumberId,
    wamid,
    ...(identity === null
      ? { waId: from ?? profile?.waId ?? shared, userId: fromUser ?? profile?.userId ?? null }
      : { ...identity.current, identity }),
    profileName: profile?.name ?? null,
    type,
    text,
    data,
    sentAt: timeOf(value["timestamp"], now),
    change,
    turn: groupId === null && (from === null || from !== ownNumber) ? turnOf({ type, text, data }) : "none",
  };
}

function copyContext(data: Context, context: JsonObject): void {
  const wamid = idOf(context["id"], 512);
  if (wamid !== null) data["context_wamid"] = wamid;
  copyFlags(data, context, ["forwarded", "frequently_forwarded"]);
  if (!isObject(context["referred_product"])) return;
  const product: Context = {};
  copyTexts(product, context["referred_product"], ["catalog_id", "product_retailer_id"], 256);
  data["referred_product"] = product;
}

function readReferral(value: JsonObject): Context {
  const referral: Context = {};
  copyTexts(referral, value, REFERRAL_TEXTS, 2048);
  const welcome: Context = {};
  copyTexts(welcome, objectOf(value["welcome_message"]), ["text"], 2048);
  return Object.keys(welcome).length === 0 ? referral : { ...referral, welcome_message: welcome };
}
