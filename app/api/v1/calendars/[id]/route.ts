import { patchCalendarContract, readCalendarContract, removeCalendarContract } from "#lib/api/calendars.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { getCalendar, patchCalendar, removeCalendar } from "#server/services/calendars/calendars";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(readCalendarContract, ({ actor, params }) => getCalendar(actor, params.id)),
  PATCH: route(patchCalendarContract, ({ actor, params, body }) => patchCalendar(actor, params.id, body)),
  DELETE: route(removeCalendarContract, ({ actor, params, query }) => removeCalendar(actor, params.id, query.force ?? false)),
});
