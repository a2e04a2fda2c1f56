import { z } from "zod";
import { META_LIMITS } from "../limits.ts";
import { defineOutgoing } from "./define-outgoing.ts";

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Whether it is exactly one emoji, which is all that a reaction may be. */
export function isOneEmoji(text: string): boolean {
  if (text.length > META_LIMITS.emoji || !text.isWellFormed()) return false;
  const [first, ...more] = graphemes.segment(text);
  return first !== undefined && more.length === 0 && /\p{Extended_Pictographic}|\p{RI}\p{RI}|^[0-9#*]\ufe0f?\u20e3$/u.test(text);
}

/** An emoji at one of the contact's messages, by the wamid; `text` is the emoji, "" takes the reaction back. */
export const reaction = defineOutgoing({
  type: "reaction",
  canQuote: false,
  text: z.string().refine((text) => text === "" || isOneEmoji(text), { error: "is not one emoji" }),
  data: z.strictObject({ message_id: z.string().min(1).max(META_LIMITS.messageId) }),
  toGraphPart: ({ text, data: { message_id: id } }) => ({ message_id: id, emoji: text }),
});
