import type { AiRequest } from "../../effects/complete_ai/effect.ts";
import type { Context, Json } from "../../engine/types.ts";

type ChatMessage = AiRequest["messages"][number];

/** Entries kept and sent: 25 questions with their answers, as far as they are not longer together than this. */
export const MAX_HISTORY = 50;
const MAX_HISTORY_CHARACTERS = 80_000;

/** The conversation kept under a context key, without what is older than its bounds; what is not a chat message is passed over. */
export function readHistory(context: Context, key: string | null): ChatMessage[] {
  const kept = key !== null && Object.hasOwn(context, key) ? context[key] : null;
  return Array.isArray(kept) ? newest(kept.filter(isChatMessage)) : [];
}

/** The same with a question and its answer. */
export function extendHistory(context: Context, key: string, asked: string, answer: string): ChatMessage[] {
  return newest([...readHistory(context, key), { role: "user", content: asked }, { role: "assistant", content: answer }]);
}

/** It gives way from its old end. */
function newest(messages: ChatMessage[]): ChatMessage[] {
  let characters = 0;
  const last = messages.findLastIndex(({ content }) => (characters += content.length) > MAX_HISTORY_CHARACTERS);
  return messages.slice(Math.max(last + 1, messages.length - MAX_HISTORY));
}

function isChatMessage(value: Json): value is ChatMessage {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { role, content } = value;
  return (role === "system" || role === "user" || role === "assistant") && typeof content === "string";
}
