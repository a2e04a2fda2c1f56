import { z } from "zod";
import { findCalendar, openAt } from "../../engine/calendar/hours.ts";
import { type ConfigIssue, defineNode } from "../../engine/define-node.ts";
import { reference } from "../../engine/options.ts";

/** Codes of the issues that only this type has. */
export type BusinessHoursIssue = "no_calendar";
/** Codes of the problems that only this type has. */
export type BusinessHoursProblem = "no_such_calendar";

export const businessHours = defineNode({
  type: "business_hours",
  family: "decide",
  config: z.object({
    /** A calendar of the organisation, by its id or name. */
    calendar: reference(),
  }),
  defaults: { calendar: "" },
  exits: () => ["open", "closed", "holiday"],
  summary: ({ calendar }) => calendar ?? "",
  templates: () => ({}),
  sets: () => [],
  readsCalendars: true,

  check({ calendar }) {
    const issue: ConfigIssue & { code: BusinessHoursIssue } = {
      severity: "error",
      code: "no_calendar",
      field: "calendar",
      message: "does not say by which calendar",
    };
    return calendar === null ? [issue] : [];
  },

  enter({ config, at, calendars = [] }) {
    const calendar = findCalendar(calendars, config.calendar ?? "");
    if (calendar === null) {
      const params = { calendar: config.calendar ?? "" };
      const code: BusinessHoursProblem = "no_such_calendar";
      return { end: "failed", reason: { code, params, message: `there is no calendar "${params.calendar}"` } };
    }
    return { exit: openAt(calendar, at).state };
  },
});
