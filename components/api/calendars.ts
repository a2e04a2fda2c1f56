"use client";
import { useEffect, useSyncExternalStore } from "react";
import { call } from "#components/api/call.ts";
import { listCalendarsContract } from "#lib/api/calendars.ts";
import type { Calendar } from "#lib/engine/calendar/types.ts";

/** The organisation's calendars, as this page has loaded them: forms offer them, and the simulator and flow tests go by them. */

const NONE: readonly Calendar[] = [];
let known: readonly Calendar[] = NONE;
let loading: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Those that have been loaded so far. */
export const knownCalendars = (): readonly Calendar[] => known;

/** The same, loaded anew when it first appears on a page and drawn when they have come. */
export function useCalendars(): readonly Calendar[] {
  useEffect(() => void loadCalendars(), []);
  return useSyncExternalStore(subscribe, knownCalendars, () => NONE);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Loads them; never throws. */
export function loadCalendars(): Promise<void> {
  loading ??= call(listCalendarsContract, { query: { limit: 200 } })
    .then(
      ({ items }) => {
        known = items.map(({ created_at: _made, updated_at: _changed, ...calendar }) => calendar);
        listeners.forEach((listener) => listener());
      },
      // Whoever needs one says what is missing; the next page tries again.
      () => {},
    )
    .finally(() => (loading = null));
  return loading;
}
