import { readDate, readDateTime } from "../../answers/moments.ts";
import { renderValue } from "../../engine/template.ts";
import type { Context, FlowLocale, Json } from "../../engine/types.ts";
import { isTimeZone, readMoment, startOfDay } from "../../engine/values/dates.ts";
import { Environment } from "../../engine/values/environment.ts";
import { readClock } from "../../engine/values/moments.ts";
import { isRecord } from "../../engine/values/values.ts";

/** How much reading one moment may do. */
const WORK = 1_000_000;
const MINUTE = 60_000;

/** As a template: what has no braces and says no moment itself is an expression. */
export function asTemplate(until: string): string {
  const written = until.trim();
  return written.includes("{") || saysMoment(written) ? written : `{{ ${written} }}`;
}

/** "24/12", "24/12 às 18h": a day without its year, and no division. */
const DAY_AND_MONTH = /^\d{1,2}\/\d{1,2}(?![\d/])/;
/** Seconds since 1970 of anything that may be waited for; smaller numbers are amounts. */
const EARLIEST = 1_000_000_000;

function saysMoment(text: string): boolean {
  return DAY_AND_MONTH.test(text) || readClock(text) !== null || readMoment(text, new Environment(WORK, { now: 0 })) !== null;
}

/**
 * The moment that `until` says, in milliseconds since 1970; a time of day is the next one, also where it is just now. In the contact's
 * zone, where their field `time_zone` names one, else in the flow's. What says no moment comes back as it is. Throws `TemplateError`.
 */
export function momentOf(until: string, context: Context, locale: FlowLocale): { at: number } | { said: Json } {
  const zone = zoneOf(context) ?? locale.timeZone;
  const env = new Environment(WORK, { ...locale, ...(zone !== undefined && { timeZone: zone }) });
  const said = renderValue(asTemplate(until), context, { environment: env });
  const clock = readClock(said);
  if (clock !== null) return { at: nextClock(clock, locale.now, env) };
  const moment = typeof said === "number" && said < EARLIEST ? null : readMoment(dated(said, env), env);
  return moment === null ? { said } : { at: moment.at };
}

/** A day without its year as the next one, its time of day where one is said. */
function dated(said: Json, { now, language, timeZone }: Environment): Json {
  if (typeof said !== "string") return said;
  const text = said.trim();
  if (!DAY_AND_MONTH.test(text) || now === null) return text;
  const settings = { now, language, timeZone, country: null };
  const readings = [readDateTime(text, settings), readDate(text, settings)];
  const found = readings.find(({ kind }) => kind !== "none");
  return found?.kind === "value" ? found.value : found?.kind === "ambiguous" ? found.values[0] : text;
}

function zoneOf({ contact }: Context): string | null {
  const zone = isRecord(contact) ? contact["time_zone"] : null;
  return typeof zone === "string" && isTimeZone(zone) ? zone : null;
}

function nextClock(minutes: number, now: number, env: Environment): number {
  const today = startOfDay(now, env);
  const at = (day: number) => startOfDay(day, env) + minutes * MINUTE;
  // A minute lasts until the next one: what comes within it is not late by a day.
  return at(today) > now - MINUTE ? at(today) : at(today + 36 * 60 * MINUTE);
}
