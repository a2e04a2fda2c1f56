import type { Context } from "../../engine/types.ts";

/** So long Meta shows that somebody types, unless a message comes first. */
export const TYPING_SECONDS = 25;

/**
 * The body of `POST /{phone_number_id}/messages` that marks a message as read, with all before it, and may show that an answer is being
 * written.
 */
export function toReceiptBody(wamid: string, typing: boolean): Context {
  return {
    messaging_product: "whatsapp",
    status: "read",
    message_id: wamid,
    ...(typing && { typing_indicator: { type: "text" } }),
  };
}
