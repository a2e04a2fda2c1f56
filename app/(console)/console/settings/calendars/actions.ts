"use server";
import { z } from "zod";
import type { ActionResult } from "#lib/action-result.ts";
import {
  type CalendarResponse,
  type CreateCalendar,
  createCalendarBody,
  type PatchCalendar,
  patchCalendarBody,
} from "#lib/api/calendars.ts";
import { idField } from "#lib/api/ids.ts";
import { cursorField, type Page } from "#lib/api/page.ts";
import { parseBody } from "#server/http/parse";
import { runServerAction } from "#server/http/server-action";
import { createCalendar, listCalendars, patchCalendar, removeCalendar } from "#server/services/calendars/calendars";

export async function create(input: CreateCalendar): Promise<ActionResult<CalendarResponse>> {
  return runServerAction("calendars:write", (actor) => createCalendar(actor, parseBody(createCalendarBody, input)));
}

export async function update(id: number, input: PatchCalendar): Promise<ActionResult<CalendarResponse>> {
  return runServerAction("calendars:write", (actor) => patchCalendar(actor, parseBody(idField, id), parseBody(patchCalendarBody, input)));
}

export async function remove(id: number, force: boolean): Promise<ActionResult<null>> {
  return runServerAction("calendars:write", async (actor) => {
    await removeCalendar(actor, parseBody(idField, id), parseBody(z.boolean(), force));
    return null;
  });
}

export async function load(cursor: string): Promise<ActionResult<Page<CalendarResponse>>> {
  return runServerAction("calendars:read", (actor) => listCalendars(actor, { cursor: parseBody(cursorField, cursor) }));
}
