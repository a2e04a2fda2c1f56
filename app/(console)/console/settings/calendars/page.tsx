import { CalendarList } from "#components/settings/calendar-list.tsx";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listCalendars } from "#server/services/calendars/calendars";
import { create, load, remove, update } from "./actions.ts";

export default async function CalendarsPage() {
  const { actor } = await requirePageUser();
  return (
    <CalendarList
      calendars={await listCalendars(actor, {})}
      canEdit={may(actor, "calendars:write")}
      year={new Date().getFullYear()}
      actions={{ create, update, remove, load }}
    />
  );
}
