import type { Locale } from "../i18n/locale.ts";
import type { NodeMessages } from "./node-messages.ts";

/** What is said about the options and exits of every node that sends (`sending.ts`). */
export const SENDING_WORDS: Readonly<Record<Locale, Pick<NodeMessages, "options"> & { exits: Readonly<Record<string, string>> }>> = {
  "pt-BR": {
    options: {
      exits: {
        label: "Saídas para o que não foi entregue",
        keywords: ["falha", "erro", "não enviada", "recusada", "janela", "24 horas"],
        help: "Com uma delas ligada, o nó espera a resposta da Meta ao último balão antes de seguir. Um aviso de falha que chega depois não muda mais o caminho.",
      },
      "exits.failed": { label: "Se a Meta recusar", help: "Por exemplo: o número não tem WhatsApp, ou o contato bloqueou a conta." },
      "exits.window_closed": {
        label: "Se a janela de 24 horas fechou",
        help: "O contato escreveu pela última vez há mais de 24 horas: só um modelo aprovado chega.",
      },
      quote: {
        label: "Citar a mensagem respondida",
        keywords: ["citar", "citação", "responder", "resposta a"],
        help: "O balão mostra em cima a última mensagem do contato.",
      },
    },
    exits: { failed: "Recusada", window_closed: "Janela fechada" },
  },
  en: {
    options: {
      exits: {
        label: "Exits for what did not get through",
        keywords: ["failure", "error", "not sent", "refused", "window", "24 hours"],
        help: "With one of them on, the node waits for Meta's answer to its last bubble before it goes on. A failure reported later no longer changes the way.",
      },
      "exits.failed": {
        label: "When Meta refuses it",
        help: "For example: the number has no WhatsApp, or the contact blocked the account.",
      },
      "exits.window_closed": {
        label: "When the 24 hours are over",
        help: "The contact last wrote more than 24 hours ago: only an approved template gets through.",
      },
      quote: {
        label: "Quote the message it answers",
        keywords: ["quote", "reply to", "in reply"],
        help: "The bubble shows the contact's last message above the text.",
      },
    },
    exits: { failed: "Refused", window_closed: "Window closed" },
  },
};
