import type { NodeMessagesByLocale } from "../node-messages.ts";
import { BUTTON_WORDS } from "../wait_for_input/ask-by-button-words.ts";

const [PT, EN] = [BUTTON_WORDS["pt-BR"], BUTTON_WORDS.en];

export const askContactMessages: NodeMessagesByLocale = {
  "pt-BR": {
    ...PT,
    type: "Pedir número",
    hint: "Pede o número de quem o WhatsApp só mostra pelo nome de usuário. De quem já se conhece o número, não pergunta.",
    keywords: ["número", "telefone", "celular", "contato", "nome de usuário", "username", "bsuid", "compartilhar", "pergunta", "perguntar"],
    newName: "Pedir número",
    unwritten: "Pergunta com as palavras padrão",
    options: {
      ...PT.options,
      question: {
        label: "Pergunta",
        help: "O que o contato lê acima do botão. Vazio: “Qual é o seu número?”.",
        placeholder: "Qual é o seu número? Toque no botão para compartilhar.",
      },
      context_key: {
        label: "Salvar o número como",
        help: "Um nome de letras, dígitos e _, por exemplo telefone. Depois, {{ telefone }} mostra o número, como +5511987650101.",
        placeholder: "telefone",
      },
    },
  },
  en: {
    ...EN,
    type: "Ask for number",
    hint: "Asks for the number of somebody whom WhatsApp shows by a user name only. Whose number is known is not asked.",
    keywords: ["number", "phone", "mobile", "contact", "user name", "username", "bsuid", "share", "question", "ask"],
    newName: "Ask for number",
    unwritten: "Asks in the standard words",
    options: {
      ...EN.options,
      question: {
        label: "Question",
        help: "What the contact reads above the button. Empty: “What is your phone number?”.",
        placeholder: "What is your phone number? Tap the button to share it.",
      },
      context_key: {
        label: "Keep the number as",
        help: "A name of letters, digits and _, for example phone. Later {{ phone }} shows the number, such as +5511987650101.",
        placeholder: "phone",
      },
    },
  },
};
