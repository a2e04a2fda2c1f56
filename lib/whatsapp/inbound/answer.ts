import type { Context, IncomingMessage, Json } from "../../engine/types.ts";
import { inboundType } from "./registry.ts";

/** What a message of any type may bring along (read-message.ts): about it, and not of it. */
const ABOUT = new Set(["context_wamid", "forwarded", "frequently_forwarded", "referred_product", "referral", "errors", "group_id"]);

/**
 * What an answer leaves under an author's key. A text is its words, a WhatsApp form what was filled in. What holds more than
 * words (a choice, a medium, a place, a contact card, an order) is an object: the `data` of its type (`id`, `latitude` ...), `type`,
 * `text` and `shown`. Conditions see that object as its `text`, texts write what WhatsApp would show (engine/values/values.ts),
 * and its parts can be read by name for as long as the conversation lasts.
 */
export function answerOf({ type, text, data = {} }: Pick<IncomingMessage, "type" | "text" | "data">): Json {
  const known = inboundType(type);
  const substance = known?.substance?.({ text, data });
  if (substance !== undefined) return substance;
  const own: Context = Object.fromEntries(Object.entries(data).filter(([name]) => !ABOUT.has(name)));
  return { ...own, type, text, shown: text.trim() === "" ? (known?.shown?.(type, data) ?? "") : text };
}
