import type { Context, OutgoingMessage } from "../../engine/types.ts";
import { META_LIMITS } from "../limits.ts";
import { outgoingType } from "../outgoing/registry.ts";

interface Recipient {
  waId: string | null;
  /** Business-scoped user id; used only when there is no phone number, since Meta prefers `to` where both are given. */
  userId: string | null;
}

/**
 * The body of `POST /{phone_number_id}/messages`. Meta echoes `opaque` in every status of the
 * message, which settles sends whose response was lost; null before the first attempt has made it. `quotes`: the wamid of the message of
 * the same chat that it is shown to answer; a type that cannot quote goes without.
 * @throws InvalidMessageError for a message of an unknown type, or whose text or data does not fit its type
 * @throws RangeError for a recipient without any id and for an `opaque` that Meta would refuse; both are faults of the caller
 */
export function toGraphBody(message: OutgoingMessage, to: Recipient, opaque: string | null, quotes: string | null = null): Context {
  if ((opaque?.length ?? 0) > META_LIMITS.callbackData) throw new RangeError("biz_opaque_callback_data is too long");
  const type = outgoingType(message.type);
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...addressOf(to),
    type: message.type,
    [message.type]: type.toGraphPart(message),
    ...(quotes !== null && type.canQuote ? { context: { message_id: quotes } } : {}),
    ...(opaque === null ? {} : { biz_opaque_callback_data: opaque }),
  };
}

function addressOf(to: Recipient): Context {
  // Without the plus Meta puts the country code of our own number in front of it, and a stranger gets the message.
  if (to.waId !== null) return { to: `+${to.waId}` };
  if (to.userId !== null) return { recipient: to.userId };
  throw new RangeError("the recipient has neither a phone number nor a user id");
}
