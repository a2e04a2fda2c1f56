import type { NodeMessagesByLocale } from "../node-messages.ts";

export const decisionMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Decisão",
    hint: "Escolhe o caminho: segue a primeira condição que for verdadeira.",
    keywords: ["condição", "se", "senão", "caminho", "desvio", "menu", "opção", "filtro", "regra"],
    newName: "Decisão",
    options: {},
  },
  en: {
    type: "Decision",
    hint: "Chooses what comes next: the first condition that is true.",
    keywords: ["condition", "if", "else", "branch", "split", "menu", "choice", "filter", "rule"],
    newName: "Decision",
    options: {},
  },
};
