"use client";
import type { Around } from "#lib/flow-tests/run.ts";
import { knownCalendars } from "./calendars.ts";
import { knownContactFields } from "./contact-fields.ts";
import { knownFlows } from "./other-flows.ts";

let last: Required<Around> | null = null;

/** What flows go by besides their graphs, as this page has loaded it so far: the same object as long as it is the same. */
export function knownAround(): Around {
  const [calendars, contactFields, others] = [knownCalendars(), knownContactFields(), knownFlows()];
  if (last?.calendars !== calendars || last.contactFields !== contactFields || last.others !== others)
    last = { calendars, contactFields, others };
  return last;
}
