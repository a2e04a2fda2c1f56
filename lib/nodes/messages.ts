import type { Locale } from "../i18n/locale.ts";
import { aiCompletionWords } from "./ai_completion/messages.ts";
import { decisionWords } from "./decision/messages.ts";
import { endWords } from "./end/messages.ts";
import type { NodeWords, NodeWordsByLocale } from "./node-messages.ts";
import { sendMessageWords } from "./send_message/messages.ts";
import { waitForInputWords } from "./wait_for_input/messages.ts";

const WORDS: ReadonlyMap<string, NodeWordsByLocale> = new Map(
  Object.entries({
    send_message: sendMessageWords,
    wait_for_input: waitForInputWords,
    decision: decisionWords,
    ai_completion: aiCompletionWords,
    end: endWords,
  }),
);

/** How a node type speaks in this language; a type that is not installed goes by its own name. */
export function nodeWords(nodeType: string, locale: Locale): NodeWords {
  return WORDS.get(nodeType)?.[locale] ?? { type: nodeType, hint: "", keywords: [], newName: nodeType, options: {} };
}
