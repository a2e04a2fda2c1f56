import type { Locale } from "../i18n/locale.ts";
import { aiCompletionMessages } from "./ai_completion/messages.ts";
import { decisionMessages } from "./decision/messages.ts";
import { endMessages } from "./end/messages.ts";
import { httpRequestMessages } from "./http_request/messages.ts";
import type { NodeMessages, NodeMessagesByLocale } from "./node-messages.ts";
import { sendChoicesMessages } from "./send_choices/messages.ts";
import { sendMessageMessages } from "./send_message/messages.ts";
import { waitForInputMessages } from "./wait_for_input/messages.ts";

const MESSAGES: ReadonlyMap<string, NodeMessagesByLocale> = new Map(
  Object.entries({
    send_message: sendMessageMessages,
    send_choices: sendChoicesMessages,
    wait_for_input: waitForInputMessages,
    decision: decisionMessages,
    ai_completion: aiCompletionMessages,
    http_request: httpRequestMessages,
    end: endMessages,
  }),
);

/** How a node type speaks in this language; a type that is not installed goes by its own name. */
export function nodeMessages(nodeType: string, locale: Locale): NodeMessages {
  return MESSAGES.get(nodeType)?.[locale] ?? { type: nodeType, hint: "", keywords: [], newName: nodeType, options: {} };
}
