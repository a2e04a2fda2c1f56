import type { Locale } from "../../i18n/locale.ts";
import type { Message } from "../../i18n/message.ts";
import type { NodeMessages } from "../node-messages.ts";
import type { ButtonIssue } from "./ask-by-button.ts";
import { ASKING_WORDS, askingSentence } from "./asking-words.ts";

/** What is said of both questions that a button answers. */
type ButtonWords = Required<Pick<NodeMessages, "options" | "exits" | "notes" | "summary">> & {
  issues: Readonly<Record<ButtonIssue, Message>>;
};

export const BUTTON_WORDS: Readonly<Record<Locale, ButtonWords>> = {
  "pt-BR": {
    ...ASKING_WORDS["pt-BR"],
    issues: {
      ...ASKING_WORDS["pt-BR"].issues,
      question_over_limit:
        "A pergunta de “{node}” passa dos {limit} caracteres que cabem com um botão: o começo vai antes, em outra mensagem.",
      invalid_over_limit:
        "Uma mensagem de “{node}” passa dos {limit} caracteres que cabem com um botão: o começo vai antes, em outra mensagem.",
    },
    summary: (config) => askingSentence(config, (value) => `Salva a resposta em ${value}`),
  },
  en: {
    ...ASKING_WORDS.en,
    issues: {
      ...ASKING_WORDS.en.issues,
      question_over_limit:
        "The question of “{node}” is longer than the {limit} characters that fit with a button: its beginning goes ahead, in a message of its own.",
      invalid_over_limit:
        "A text of “{node}” is longer than the {limit} characters that fit with a button: its beginning goes ahead, in a message of its own.",
    },
    summary: (config) => askingSentence(config, (value) => `Keeps the answer in ${value}`),
  },
};
