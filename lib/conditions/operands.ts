import { readMoment, toIso } from "../engine/values/dates.ts";
import { Environment } from "../engine/values/environment.ts";
import { readClock } from "../engine/values/moments.ts";
import { readNumber } from "../engine/values/numbers.ts";
import type { Locale } from "../i18n/locale.ts";
import type { Operand } from "./rows.ts";

const VALUE = /^\{\{\s*(.+?)\s*\}\}$/u;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?$/;

/** A number as people of this language write it; null for anything else. */
export function numberOperand(text: string, locale: Locale): Operand | null {
  const number = readNumber(text, locale);
  return number === null ? valueOperand(text) : { number };
}

/**
 * A day, a moment or a time of a day as people of this language write it. It is kept so that it means the same in a flow of any language:
 * "05/12/2026" becomes `2026-12-05`.
 */
export function dateOperand(text: string, locale: Locale): Operand | null {
  const clock = readClock(text);
  if (clock !== null) return { text: `${two(Math.floor(clock / 60))}:${two(clock % 60)}` };
  const env = new Environment(10_000, { language: locale, timeZone: "UTC", now: 0 });
  const moment = /^\d+$/.test(text.trim()) ? null : readMoment(text, env);
  if (moment === null || /^(?:now|today)$/.test(text.trim())) return valueOperand(text);
  return { text: toIso(moment.at, env).slice(0, moment.isDay ? 10 : 16) };
}

/** `{{ nome }}`: another value. */
export function valueOperand(text: string): Operand | null {
  const source = VALUE.exec(text.trim())?.[1];
  return source === undefined ? null : { value: source };
}

/** A kept day or moment as this language writes it; null for other texts. */
export function shownDate(text: string, locale: Locale): string | null {
  const found = ISO.exec(text);
  if (found === null) return /^\d{2}:\d{2}$/.test(text) ? text : null;
  const [, year, month, day, clock] = found;
  const date = locale === "pt-BR" ? `${day}/${month}/${year}` : `${month}/${day}/${year}`;
  return clock === undefined ? date : `${date} ${clock}`;
}

const two = (number: number): string => String(number).padStart(2, "0");
