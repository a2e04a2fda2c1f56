import type { Locale } from "../../i18n/locale.ts";
import type { Message } from "../../i18n/message.ts";
import type { OptionsWords } from "../../i18n/option-words.ts";
import { NOTES } from "./asking.ts";
import type { AskingIssue } from "./check.ts";

/** How the options of every node that asks are called, its exits, and what can be wrong with them. */
interface AskingWords {
  options: OptionsWords;
  exits: Readonly<Record<string, string>>;
  notes: Readonly<Record<string, string>>;
  issues: Readonly<Record<AskingIssue, Message>>;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");

/** A card's sentence: the question as it is asked, and below it what becomes of its answer. */
export function askingSentence({ question, context_key }: Readonly<Record<string, unknown>>, keeps: (value: string) => string): string {
  const key = textOf(context_key);
  return [textOf(question), key === "" ? "" : keeps(`{{ ${key} }}`)].filter((line) => line !== "").join("\n");
}

export const ASKING_WORDS: Readonly<Record<Locale, AskingWords>> = {
  "pt-BR": {
    options: {
      context_key: {
        label: "Salvar a resposta como",
        help: "Um nome de letras, dígitos e _, por exemplo nome. Depois, {{ nome }} mostra a resposta, e {{ nome_text }} as palavras dela quando a resposta é conferida. Vazio: não é salva.",
        placeholder: "nome",
      },
      attempts: {
        label: "Tentativas",
        help: "Quantas respostas o contato pode dar. Se nem a última serve, o fluxo segue por “Não serve”.",
      },
      invalid_messages: {
        label: "Quando a resposta não serve",
        item: "Mensagem",
        empty: "A mensagem padrão diz o que falta.",
        help: "A primeira vem depois da primeira resposta que não serve, e assim por diante; a última se repete.",
      },
      timeout_seconds: {
        label: "Esperar no máximo",
        help: "Sem resposta nesse tempo, contado desde a pergunta, o fluxo segue por “Tempo esgotado”. Vazio: espera sem prazo.",
      },
      reminders: { label: "Lembretes", item: "Lembrete", empty: "Sem lembretes.", help: "Vão para quem ainda não respondeu." },
      "reminders.after_seconds": { label: "Depois de", help: "Contado desde a pergunta." },
      "reminders.message": { label: "Mensagem", placeholder: "Ainda está aí?" },
      "reminders.outside_window": {
        label: "Também fora das 24 horas",
        help: "O WhatsApp recusa textos livres 24 horas depois da última mensagem do contato.",
      },
      hears_earlier: {
        label: "Ouvir o que foi dito antes da pergunta",
        help: "Desligado, o que o contato escreveu antes de a pergunta sair não é a resposta, e fica na lista earlier. Ligado, conta como resposta.",
      },
    },
    exits: { invalid: "Não serve", timeout: "Tempo esgotado" },
    notes: {
      [NOTES.invalid]: "a resposta não serve",
      [NOTES.windowClosed]: "sem lembrete: passaram as 24 horas do WhatsApp",
    },
    issues: {
      late_reminder: "Um lembrete de “{node}” viria depois de o prazo acabar.",
      empty_reminder: "Um lembrete de “{node}” está sem texto ou sem tempo.",
    },
  },
  en: {
    options: {
      context_key: {
        label: "Keep the answer as",
        help: "A name of letters, digits and _, for example name. Later {{ name }} shows the answer, and {{ name_text }} its words where the answer is checked. Empty: it is not kept.",
        placeholder: "name",
      },
      attempts: {
        label: "Attempts",
        help: "How many answers the contact may give. When even the last one is not valid, the flow goes on by “Not valid”.",
      },
      invalid_messages: {
        label: "When the answer is not valid",
        item: "Message",
        empty: "The standard message says what is missing.",
        help: "The first comes after the first answer that is not valid, and so on; the last one repeats.",
      },
      timeout_seconds: {
        label: "Wait at most",
        help: "Without an answer in this time, counted from the question, the flow goes on by “Time is up”. Empty: waits without end.",
      },
      reminders: { label: "Reminders", item: "Reminder", empty: "No reminders.", help: "They go to those who have not answered yet." },
      "reminders.after_seconds": { label: "After", help: "Counted from the question." },
      "reminders.message": { label: "Message", placeholder: "Are you still there?" },
      "reminders.outside_window": {
        label: "Outside the 24 hours too",
        help: "WhatsApp refuses free texts 24 hours after the contact's last message.",
      },
      hears_earlier: {
        label: "Hear what was said before the question",
        help: "Off: what the contact wrote before the question went out is not its answer, and is kept in the list earlier. On: it counts as the answer.",
      },
    },
    exits: { invalid: "Not valid", timeout: "Time is up" },
    notes: {
      [NOTES.invalid]: NOTES.invalid,
      [NOTES.windowClosed]: NOTES.windowClosed,
    },
    issues: {
      late_reminder: "A reminder of “{node}” would come after it stopped waiting.",
      empty_reminder: "A reminder of “{node}” has no text or no time.",
    },
  },
};
