import type { NodeMessagesByLocale } from "../node-messages.ts";

export const endMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Fim",
    hint: "Encerra a conversa. A próxima mensagem do contato começa outra.",
    keywords: ["encerrar", "terminar", "finalizar", "parar", "sair"],
    newName: "Fim",
    options: {},
    summary: () => "Encerra a conversa",
  },
  en: {
    type: "End",
    hint: "Completes the conversation. The contact's next message starts a new one.",
    keywords: ["finish", "stop", "complete", "close", "exit", "goodbye"],
    newName: "End",
    options: {},
    summary: () => "Completes the conversation",
  },
};
