import { createCalendarContract, listCalendarsContract } from "#lib/api/calendars.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { createCalendar, listCalendars } from "#server/services/calendars/calendars";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listCalendarsContract, ({ actor, query }) => listCalendars(actor, query)),
  POST: route(createCalendarContract, ({ actor, body }) => createCalendar(actor, body)),
});
