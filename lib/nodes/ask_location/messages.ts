import type { NodeMessagesByLocale } from "../node-messages.ts";
import { BUTTON_WORDS } from "../wait_for_input/ask-by-button-words.ts";

const [PT, EN] = [BUTTON_WORDS["pt-BR"], BUTTON_WORDS.en];

export const askLocationMessages: NodeMessagesByLocale = {
  "pt-BR": {
    ...PT,
    type: "Pedir localização",
    hint: "Pergunta onde o contato está, com um botão que envia a localização.",
    keywords: ["localização", "onde você está", "endereço", "entrega", "mapa", "gps", "pergunta", "perguntar", "lugar", "frete"],
    newName: "Pedir localização",
    unwritten: "Pergunta com as palavras padrão",
    options: {
      ...PT.options,
      question: {
        label: "Pergunta",
        help: "O que o contato lê acima do botão. Vazio: “Onde você está?”.",
        placeholder: "Onde é a entrega? Toque no botão para enviar a localização.",
      },
      context_key: {
        label: "Salvar a localização como",
        help: "Um nome de letras, dígitos e _, por exemplo lugar. Depois, {{ lugar.latitude }}, {{ lugar.longitude }}, {{ lugar.name }} e {{ lugar.address }} são as partes dela.",
        placeholder: "lugar",
      },
    },
  },
  en: {
    ...EN,
    type: "Ask for location",
    hint: "Asks where the contact is, with a button that sends the location.",
    keywords: ["location", "where are you", "address", "delivery", "map", "gps", "question", "ask", "place", "shipping"],
    newName: "Ask for location",
    unwritten: "Asks in the standard words",
    options: {
      ...EN.options,
      question: {
        label: "Question",
        help: "What the contact reads above the button. Empty: “Where are you?”.",
        placeholder: "Where shall we deliver? Tap the button to send the location.",
      },
      context_key: {
        label: "Keep the location as",
        help: "A name of letters, digits and _, for example place. Later {{ place.latitude }}, {{ place.longitude }}, {{ place.name }} and {{ place.address }} are its parts.",
        placeholder: "place",
      },
    },
  },
};
