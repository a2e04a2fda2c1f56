import type { AiRequest } from "../../effects/complete_ai/effect.ts";
import type { Context, Json } from "../../engine/types.ts";

type ChatMessage = AiRequest["messages"][number];

/** Entries kept and sent: 25 questions with their answers. */
export const MAX_HISTORY = 50;

/** The conversation kept under a context key; what is not a chat message is passed over. */
export function readHistory(context: Context, key: string | null): ChatMessage[] {
  const kept = key !== null && Object.hasOwn(context, key) ? context[key] : null;
  return Array.isArray(kept) ? kept.filter(isChatMessage).slice(-MAX_HISTORY) : [];
}

function isChatMessage(value: Json): value is ChatMessage {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { role, content } = value;
  return (role === "system" || role === "user" || role === "assistant") && typeof content === "string";
}
