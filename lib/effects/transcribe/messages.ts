import type { Context } from "../../engine/types.ts";
import type { Locale } from "../../i18n/locale.ts";
import { fill } from "../../i18n/message.ts";
import type { CallMessages, CallMessagesByLocale } from "../call-messages.ts";
import { transcribeResult } from "./effect.ts";

interface Sentences extends Omit<CallMessages, "notice" | "turn"> {
  understood: string;
  nothing: string;
  failed: string;
}

function messages(locale: Locale, { understood, nothing, failed, ...rest }: Sentences): CallMessages {
  const cameBack = (result: Context) => {
    const read = transcribeResult.parse(result);
    if (!read.ok) return fill(failed, locale, { why: read.error });
    return read.text.trim() === "" ? nothing : fill(understood, locale, { text: read.text });
  };
  return { ...rest, notice: cameBack, turn: cameBack };
}

export const transcribeMessages: CallMessagesByLocale = {
  "pt-BR": messages("pt-BR", {
    name: "Transcrição",
    event: "O áudio foi transcrito",
    asks: "“{node}” transcreve um áudio",
    perform: "Transcrever de verdade",
    mode: { label: "Quem transcreve os áudios", real: "O serviço real" },
    understood: "Áudio transcrito: {text}",
    nothing: "Nada se entendeu no áudio",
    failed: "Áudio sem transcrição: {why}",
  }),
  en: messages("en", {
    name: "Transcription",
    event: "The voice note was transcribed",
    asks: "“{node}” transcribes a voice note",
    perform: "Transcribe for real",
    mode: { label: "Who transcribes voice notes", real: "The real service" },
    understood: "Voice note transcribed: {text}",
    nothing: "Nothing was understood in the voice note",
    failed: "Voice note without a transcript: {why}",
  }),
};

/** What its card and its log say. */
export const transcribeWords = {
  "pt-BR": {
    text: "O que se diz no áudio",
    sample: "Bom dia",
    answerThis: "Foi isso",
    unclear: "Não se entende",
    underWay: "Ainda sem transcrição.",
    simulated: "simulada",
    result: "Resultado",
  },
  en: {
    text: "What the voice note says",
    sample: "Good morning",
    answerThis: "It says this",
    unclear: "It cannot be understood",
    underWay: "No transcript yet.",
    simulated: "simulated",
    result: "Result",
  },
} satisfies Record<Locale, Record<string, string>>;
