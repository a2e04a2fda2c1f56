import type { Context } from "../../engine/types.ts";
import type { Locale } from "../../i18n/locale.ts";
import { fill } from "../../i18n/message.ts";
import type { CallMessages, CallMessagesByLocale } from "../call-messages.ts";
import { aiResult } from "./effect.ts";

interface Sentences extends Omit<CallMessages, "notice" | "turn"> {
  failed: string;
  turnAnswered: string;
  turnFailed: string;
}

function messages(locale: Locale, { failed, turnAnswered, turnFailed, ...rest }: Sentences): CallMessages {
  return {
    ...rest,
    notice(result: Context) {
      const read = aiResult.parse(result);
      return read.ok ? rest.event : fill(failed, locale, { code: read.code });
    },
    turn(result: Context) {
      const read = aiResult.parse(result);
      return read.ok ? fill(turnAnswered, locale, { text: read.text }) : turnFailed;
    },
  };
}

export const completeAiMessages: CallMessagesByLocale = {
  "pt-BR": messages("pt-BR", {
    name: "Chamada da IA",
    event: "A IA respondeu",
    asks: "“{node}” pergunta à IA",
    perform: "Usar a IA real",
    mode: { label: "Quem responde pela IA", real: "O modelo real" },
    failed: "A IA não respondeu ({code})",
    turnAnswered: "IA: {text}",
    turnFailed: "A IA falhou",
  }),
  en: messages("en", {
    name: "AI call",
    event: "The AI answered",
    asks: "“{node}” asks the AI",
    perform: "Use the real AI",
    mode: { label: "Who answers for the AI", real: "The real model" },
    failed: "The AI gave no answer ({code})",
    turnAnswered: "AI: {text}",
    turnFailed: "The AI failed",
  }),
};

/** What its card and its log say. */
export const aiWords = {
  "pt-BR": {
    answer: "Resposta da IA",
    sample: "Claro! Posso ajudar com isso.",
    answerThis: "Responder",
    fail: "Falhar",
    asked: "O que foi perguntado",
    cameBack: "O que veio de volta",
    tokens: "{total} tokens: {prompt} na pergunta, {completion} na resposta",
  },
  en: {
    answer: "The AI's answer",
    sample: "Sure! I can help with that.",
    answerThis: "Answer",
    fail: "Fail",
    asked: "What was asked",
    cameBack: "What came back",
    tokens: "{total} tokens: {prompt} in the question, {completion} in the answer",
  },
} satisfies Record<Locale, Record<string, string>>;
