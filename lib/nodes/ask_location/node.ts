import { defineAskedByButton } from "../wait_for_input/ask-by-button.ts";
import { readAnswer } from "../wait_for_input/said.ts";
import { settingsOf } from "../wait_for_input/asking.ts";

/** Asks where the contact is; kept is the place as a question that expects a location keeps it. */
export const askLocation = defineAskedByButton({
  type: "ask_location",
  kind: "location_request",
  words: {
    "pt-BR": {
      question: "Onde você está? Toque no botão para enviar a sua localização.",
      invalid: "Preciso da sua localização: toque no botão abaixo para enviar, por favor.",
    },
    en: {
      question: "Where are you? Tap the button to send your location.",
      invalid: "I need your location: tap the button below to send it, please.",
    },
  },
  read: (said, input) => readAnswer([said], { expect: "location", choices: [], token: input.token, settings: settingsOf(input, null) }),
});
