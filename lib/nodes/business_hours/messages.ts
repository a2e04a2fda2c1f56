import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { BusinessHoursIssue, BusinessHoursProblem } from "./node.ts";

const written = ({ calendar }: Readonly<Record<string, unknown>>): string =>
  typeof calendar === "string" || typeof calendar === "number" ? String(calendar).trim() : "";

export const businessHoursMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Horário de atendimento",
    hint: "Segue conforme estejam abertos, fechados ou em feriado.",
    keywords: ["expediente", "aberto", "fechado", "feriado", "horário", "funcionamento", "calendário", "plantão", "fim de semana"],
    newName: "Horário",
    options: {
      calendar: {
        label: "Calendário",
        help: "Os horários e feriados ficam em Configurações, Calendários.",
        placeholder: "Escolha um calendário",
      },
    },
    exits: { open: "Aberto", closed: "Fechado", holiday: "Feriado" },
    summary: (config) => (written(config) === "" ? "" : "Segue conforme o horário de atendimento"),
    unwritten: "Ainda sem calendário",
    issues: { no_calendar: "“{node}” não diz por qual calendário." } satisfies Record<BusinessHoursIssue, Message>,
    problems: { no_such_calendar: "não há nenhum calendário “{calendar}”" } satisfies Record<BusinessHoursProblem, Message>,
  },
  en: {
    type: "Business hours",
    hint: "Goes on by whether you are open, closed or on holiday.",
    keywords: ["opening hours", "open", "closed", "holiday", "schedule", "calendar", "office hours", "weekend"],
    newName: "Hours",
    options: {
      calendar: { label: "Calendar", help: "Hours and holidays are in Settings, Calendars.", placeholder: "Choose a calendar" },
    },
    exits: { open: "Open", closed: "Closed", holiday: "Holiday" },
    summary: (config) => (written(config) === "" ? "" : "Goes on by the business hours"),
    unwritten: "No calendar yet",
    issues: { no_calendar: "“{node}” does not say by which calendar." } satisfies Record<BusinessHoursIssue, Message>,
    problems: { no_such_calendar: "there is no calendar “{calendar}”" } satisfies Record<BusinessHoursProblem, Message>,
  },
};
