import { formatter } from "../../i18n/format.ts";
import type { Locale } from "../../i18n/locale.ts";
import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import { delayConfig, type DelayIssue, type DelayProblem, kindOf, NOTES } from "./node.ts";

interface Sayings {
  seconds(duration: string): string;
  until(moment: string): string;
  until_open: string;
}

function sentence(config: Readonly<Record<string, unknown>>, locale: Locale, say: Sayings): string {
  const parsed = delayConfig.safeParse(config);
  const kind = parsed.success ? kindOf(parsed.data) : null;
  if (!parsed.success || kind === null) return "";
  if (kind === "seconds") return say.seconds(formatter(locale).duration(parsed.data.seconds));
  return kind === "until" ? say.until(`\`${parsed.data.until.trim()}\``) : say.until_open;
}

export const delayMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Aguardar",
    hint: "Faz uma pausa: um tempo, até um momento ou até abrir.",
    keywords: ["espera", "pausa", "atraso", "tempo", "depois", "amanhã", "horário", "dormir", "agendar", "até abrir"],
    newName: "Aguardar",
    options: {
      seconds: { label: "Por quanto tempo", help: "No máximo 30 dias." },
      until: {
        label: "Até quando",
        help: "Uma hora do dia (08:00), uma data, ou um valor como {{ add(now(), days=2) }}. O que já passou não espera.",
        placeholder: "08:00",
      },
      until_open: { label: "Até abrir, pelo calendário" },
    },
    summary: (config) =>
      sentence(config, "pt-BR", {
        seconds: (duration) => `Espera ${duration}`,
        until: (moment) => `Espera até ${moment}`,
        until_open: "Espera até abrir",
      }),
    unwritten: "Ainda não diz quanto esperar",
    notes: { [NOTES.past]: "o momento já passou: seguiu na hora" },
    issues: {
      no_delay: "“{node}” não diz quanto esperar: segue na hora.",
      two_delays: "“{node}” diz mais de uma espera: vale só uma.",
    } satisfies Record<DelayIssue, Message>,
    problems: {
      no_moment: "“{said}” não é um momento nem uma hora do dia",
      moment_too_far: "o momento fica a mais de {days} dias",
      no_such_calendar: "não há nenhum calendário “{calendar}”",
      never_opens: "o calendário “{calendar}” nunca abre",
    } satisfies Record<DelayProblem, Message>,
  },
  en: {
    type: "Delay",
    hint: "Pauses: for a time, until a moment, or until it opens.",
    keywords: ["pause", "time", "later", "tomorrow", "sleep", "schedule", "until open", "hours"],
    newName: "Delay",
    options: {
      seconds: { label: "For how long", help: "At most 30 days." },
      until: {
        label: "Until when",
        help: "A time of day (08:00), a date, or a value such as {{ add(now(), days=2) }}. What is past waits for nothing.",
        placeholder: "08:00",
      },
      until_open: { label: "Until it opens, by the calendar" },
    },
    summary: (config) =>
      sentence(config, "en", {
        seconds: (duration) => `Waits ${duration}`,
        until: (moment) => `Waits until ${moment}`,
        until_open: "Waits until it opens",
      }),
    unwritten: "Does not say how long yet",
    notes: { [NOTES.past]: "the moment was past: went on at once" },
    issues: {
      no_delay: "“{node}” does not say how long to wait: it goes on at once.",
      two_delays: "“{node}” waits for more than one thing: only one of them counts.",
    } satisfies Record<DelayIssue, Message>,
    problems: {
      no_moment: "“{said}” is no moment and no time of day",
      moment_too_far: "the moment is more than {days} days away",
      no_such_calendar: "there is no calendar “{calendar}”",
      never_opens: "the calendar “{calendar}” never opens",
    } satisfies Record<DelayProblem, Message>,
  },
};
