import { z } from "zod";
import { calendarFields } from "#lib/engine/calendar/schema.ts";
import { contract } from "./contract.ts";
import { flagParam, smallId, timestamp } from "./ids.ts";
import { listOf, pageQuery } from "./page.ts";

const workday = [
  { from: "08:00", to: "12:00" },
  { from: "13:30", to: "18:00" },
];
const EXAMPLE = {
  name: "Atendimento",
  time_zone: "America/Sao_Paulo",
  hours: { monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday, saturday: [], sunday: [] },
  holidays: [{ date: "2026-12-24", name: "Véspera de Natal", hours: [{ from: "08:00", to: "12:00" }] }],
  prepared_holidays: "brazil",
} as const;

export const calendar = z
  .object({ id: z.int(), ...calendarFields, created_at: timestamp, updated_at: timestamp })
  .meta({ id: "Calendar", example: { id: 1, ...EXAMPLE, created_at: "2026-11-23T12:00:00.000Z", updated_at: "2026-11-23T12:00:00.000Z" } });

export const createCalendarBody = z
  .strictObject({
    name: calendarFields.name,
    time_zone: calendarFields.time_zone.default("America/Sao_Paulo"),
    hours: calendarFields.hours,
    holidays: calendarFields.holidays.default([]),
    prepared_holidays: calendarFields.prepared_holidays.default("brazil"),
  })
  .meta({ id: "CreateCalendar", example: EXAMPLE });

export const patchCalendarBody = z
  .strictObject({
    name: calendarFields.name.optional(),
    time_zone: calendarFields.time_zone.optional(),
    hours: calendarFields.hours.optional(),
    holidays: calendarFields.holidays.optional(),
    prepared_holidays: calendarFields.prepared_holidays.optional(),
  })
  .meta({ id: "PatchCalendar", description: "`hours` and `holidays` are replaced whole.", example: { prepared_holidays: "none" } });

const calendarParams = z.object({ id: smallId });

const removeCalendarQuery = z.strictObject({ force: flagParam("Also while flows go by it; they fail there from then on.") });

export const listCalendarsContract = contract({
  method: "GET",
  path: "/calendars",
  summary: "List calendars, newest first",
  description: "When the organisation is there for its contacts. Flows go by them in `business_hours`, and in `delay` until they open.",
  permission: "calendars:read",
  query: pageQuery,
  status: 200,
  response: listOf(calendar),
});

export const createCalendarContract = contract({
  method: "POST",
  path: "/calendars",
  summary: "Add a calendar",
  permission: "calendars:write",
  body: createCalendarBody,
  status: 201,
  response: calendar,
  refusals: { 409: "The name is taken." },
});

export const readCalendarContract = contract({
  method: "GET",
  path: "/calendars/{id}",
  summary: "Read a calendar",
  permission: "calendars:read",
  params: calendarParams,
  status: 200,
  response: calendar,
});

export const patchCalendarContract = contract({
  method: "PATCH",
  path: "/calendars/{id}",
  summary: "Change a calendar",
  description: "Only the fields given change. Conversations go by it from their next step on.",
  permission: "calendars:write",
  params: calendarParams,
  body: patchCalendarBody,
  status: 200,
  response: calendar,
  refusals: { 409: "The name is taken." },
});

export const removeCalendarContract = contract({
  method: "DELETE",
  path: "/calendars/{id}",
  summary: "Delete a calendar",
  permission: "calendars:write",
  params: calendarParams,
  query: removeCalendarQuery,
  status: 204,
  response: null,
  refusals: { 409: "Flows go by it; `flows` names them. `?force=true` deletes it all the same." },
});

export type CalendarResponse = z.output<typeof calendar>;
export type CreateCalendar = z.input<typeof createCalendarBody>;
export type PatchCalendar = z.input<typeof patchCalendarBody>;
