import type { Locale } from "../i18n/locale.ts";
import { nodeTypes } from "./registry.ts";
import { SENDING_WORDS } from "./sending-words.ts";
import { aiCompletionMessages } from "./ai_completion/messages.ts";
import { askContactMessages } from "./ask_contact/messages.ts";
import { askLocationMessages } from "./ask_location/messages.ts";
import { businessHoursMessages } from "./business_hours/messages.ts";
import { decisionMessages } from "./decision/messages.ts";
import { delayMessages } from "./delay/messages.ts";
import { endMessages } from "./end/messages.ts";
import { httpRequestMessages } from "./http_request/messages.ts";
import type { NodeMessages, NodeMessagesByLocale } from "./node-messages.ts";
import { sendCarouselMessages } from "./send_carousel/messages.ts";
import { randomSplitMessages } from "./random_split/messages.ts";
import { sendChoicesMessages } from "./send_choices/messages.ts";
import { sendFormMessages } from "./send_form/messages.ts";
import { reactMessages } from "./react/messages.ts";
import { sendContactMessages } from "./send_contact/messages.ts";
import { sendLinkMessages } from "./send_link/messages.ts";
import { sendLocationMessages } from "./send_location/messages.ts";
import { sendMediaMessages } from "./send_media/messages.ts";
import { sendMessageMessages } from "./send_message/messages.ts";
import { setContextMessages } from "./set_context/messages.ts";
import { startFlowMessages } from "./start_flow/messages.ts";
import { switchMessages } from "./switch/messages.ts";
import { updateContactMessages } from "./update_contact/messages.ts";
import { waitForCallbackMessages } from "./wait_for_callback/messages.ts";
import { waitForInputMessages } from "./wait_for_input/messages.ts";

const MESSAGES: ReadonlyMap<string, NodeMessagesByLocale> = new Map(
  Object.entries({
    send_message: sendMessageMessages,
    send_choices: sendChoicesMessages,
    send_form: sendFormMessages,
    send_carousel: sendCarouselMessages,
    send_media: sendMediaMessages,
    wait_for_input: waitForInputMessages,
    send_location: sendLocationMessages,
    send_contact: sendContactMessages,
    send_link: sendLinkMessages,
    react: reactMessages,
    ask_location: askLocationMessages,
    ask_contact: askContactMessages,
    decision: decisionMessages,
    switch: switchMessages,
    business_hours: businessHoursMessages,
    random_split: randomSplitMessages,
    set_context: setContextMessages,
    update_contact: updateContactMessages,
    ai_completion: aiCompletionMessages,
    http_request: httpRequestMessages,
    wait_for_callback: waitForCallbackMessages,
    delay: delayMessages,
    start_flow: startFlowMessages,
    end: endMessages,
  }),
);

/** How a node type speaks in this language; a type that is not installed goes by its own name. */
export function nodeMessages(nodeType: string, locale: Locale): NodeMessages {
  return WORDS[locale].get(nodeType) ?? { type: nodeType, hint: "", keywords: [], newName: nodeType, options: {} };
}

/** With what is the same for all that send; made once, since cards ask at each drawing. */
const WORDS: Readonly<Record<Locale, ReadonlyMap<string, NodeMessages>>> = { "pt-BR": wordsIn("pt-BR"), en: wordsIn("en") };

function wordsIn(locale: Locale): ReadonlyMap<string, NodeMessages> {
  return new Map(
    [...MESSAGES].map(([type, words]) => [type, nodeTypes.get(type)?.isSending ? sending(words[locale], locale) : words[locale]]),
  );
}

function sending(words: NodeMessages, locale: Locale): NodeMessages {
  const { options, exits } = SENDING_WORDS[locale];
  return { ...words, options: { ...words.options, ...options }, exits: { ...words.exits, ...exits } };
}
