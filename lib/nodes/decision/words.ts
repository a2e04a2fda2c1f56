import type { NodeWordsByLocale } from "../node-words.ts";

export const decisionWords: NodeWordsByLocale = {
  "pt-BR": {
    type: "Decisão",
    hint: "Escolhe o caminho: segue a primeira condição que for verdadeira.",
    newName: "Decisão",
    options: {},
  },
  en: {
    type: "Decision",
    hint: "Chooses the way on: follows the first condition that is true.",
    newName: "Decision",
    options: {},
  },
};
