"use client";
import { call } from "#components/api/call.ts";
import { listCalendarsContract } from "#lib/api/calendars.ts";
import type { Calendar } from "#lib/engine/calendar/types.ts";
import { sharedList } from "./shared-list.ts";

/** The organisation's calendars: forms offer them, and the simulator and flow tests go by them. */
export const {
  known: knownCalendars,
  use: useCalendars,
  load: loadCalendars,
} = sharedList<Calendar>(async () => {
  const { items } = await call(listCalendarsContract, { query: { limit: 200 } });
  return items.map(({ created_at: _made, updated_at: _changed, ...calendar }) => calendar);
});
