import type { z } from "zod";
import type { CalendarResponse, createCalendarBody, patchCalendarBody } from "#lib/api/calendars.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import type { Calendar } from "#lib/engine/calendar/types.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Calendar as CalendarRow } from "#lib/generated/prisma/client.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { readsCalendar } from "../../flows/calendars.ts";
import { conflict, notFound } from "../../platform/api-error.ts";
import { audit } from "../../platform/audit.ts";
import { INT4_TOP, pageOf, startBelow } from "../../platform/cursor.ts";
import { type Db, inTransaction } from "../../platform/db.ts";
import { prisma, toJson } from "../../platform/prisma.ts";

/** A page of calendars, newest first. */
export async function listCalendars(actor: Actor, query: PageRequest): Promise<Page<CalendarResponse>> {
  allow(actor, "calendars:read");
  const rows = await prisma().calendar.findMany({
    where: { id: { lt: startBelow("calendars", query, INT4_TOP) } },
    orderBy: { id: "desc" },
    take: (query.limit ?? DEFAULT_LIMIT) + 1,
  });
  return pageOf("calendars", query, rows, (row) => row.id, toCalendar);
}

/** @throws ApiError 404 */
export async function getCalendar(actor: Actor, id: number): Promise<CalendarResponse> {
  allow(actor, "calendars:read");
  return toCalendar(await readRow(undefined, id));
}

/** @throws ApiError 409 (the name is taken) */
export async function createCalendar(actor: Actor, body: z.output<typeof createCalendarBody>): Promise<CalendarResponse> {
  allow(actor, "calendars:write");
  return inTransaction(async (client) => {
    await refuseTakenName(client, body.name);
    const row = await prisma(client).calendar.create({
      data: {
        name: body.name,
        timeZone: body.time_zone,
        hours: toJson(body.hours),
        holidays: toJson(body.holidays),
        preparedHolidays: body.prepared_holidays,
      },
    });
    await audit(client, actor, "calendar.created", "calendar", row.id, { name: row.name });
    return toCalendar(row);
  });
}

/**
 * Changes the fields that are given; conversations read it from their next step on.
 * @throws ApiError 404, 409 (the name is taken)
 */
export async function patchCalendar(actor: Actor, id: number, body: z.output<typeof patchCalendarBody>): Promise<CalendarResponse> {
  allow(actor, "calendars:write");
  return inTransaction(async (client) => {
    const before = await readRow(client, id);
    const fields = Object.keys(body);
    if (fields.length === 0) return toCalendar(before);
    if (body.name !== undefined) await refuseTakenName(client, body.name, id);
    const row = await prisma(client).calendar.update({
      where: { id },
      data: {
        ...(body.name !== undefined && { name: body.name }),
        ...(body.time_zone !== undefined && { timeZone: body.time_zone }),
        ...(body.hours !== undefined && { hours: toJson(body.hours) }),
        ...(body.holidays !== undefined && { holidays: toJson(body.holidays) }),
        ...(body.prepared_holidays !== undefined && { preparedHolidays: body.prepared_holidays }),
        updatedAt: new Date(),
      },
    });
    await audit(client, actor, "calendar.changed", "calendar", id, { name: row.name, fields });
    return toCalendar(row);
  });
}

/**
 * Deletes a calendar. With `force` also one that flows read: they fail there from then on.
 * @throws ApiError 404, 409 that names the flows
 */
export async function removeCalendar(actor: Actor, id: number, force: boolean): Promise<void> {
  allow(actor, "calendars:write");
  await inTransaction(async (client) => {
    const row = await readRow(client, id);
    const flows = await flowsOf(client, toCalendar(row));
    if (flows.length > 0 && !force) {
      const named = flows.map((flow) => `"${flow.name}" (${flow.id})`).join(", ");
      throw conflict(
        "calendar-in-use",
        `The flows ${named} go by the calendar "${row.name}". Take it out of them, or delete it with ?force=true: they fail there then.`,
        { flows },
      );
    }
    await prisma(client).calendar.delete({ where: { id } });
    await audit(client, actor, "calendar.deleted", "calendar", id, { name: row.name });
  });
}

/** The flows that name it, in their draft or in their published version. */
async function flowsOf(db: Db, calendar: Calendar): Promise<{ id: number; name: string }[]> {
  // SQL, because only graphs with such a node at all are worth the way here.
  const { rows } = await db.query<{ id: number; name: string; draft: FlowGraph | null; published: FlowGraph | null }>(
    `SELECT f.id, f.name, f.draft, v.graph AS published FROM flows f LEFT JOIN flow_versions v ON v.id = f.published_version_id
     WHERE concat(f.draft::text, v.graph::text) ~ '"(calendar|until_open)"' ORDER BY f.name, f.id`,
  );
  return rows
    .filter(({ draft, published }) => [draft, published].some((graph) => graph !== null && readsCalendar(graph, calendar)))
    .map(({ id, name }) => ({ id, name }));
}

/** Names are told apart as flows find them: without regard to case. */
async function refuseTakenName(db: Db, name: string, except?: number): Promise<void> {
  const other = await prisma(db).calendar.findFirst({
    where: { name: { equals: name, mode: "insensitive" }, ...(except !== undefined && { id: { not: except } }) },
    select: { id: true },
  });
  if (other !== null) throw conflict("calendar-name-taken", `There is a calendar "${name}" already. Choose another name.`);
}

async function readRow(db: Db | undefined, id: number): Promise<CalendarRow> {
  const row = await prisma(db).calendar.findUnique({ where: { id } });
  if (row === null) throw notFound(`There is no calendar ${id}. GET /api/v1/calendars lists those there are.`);
  return row;
}

const toCalendar = (row: CalendarRow): CalendarResponse => ({
  id: row.id,
  name: row.name,
  time_zone: row.timeZone,
  // Parsed when they were saved.
  hours: row.hours as unknown as CalendarResponse["hours"],
  holidays: row.holidays as unknown as CalendarResponse["holidays"],
  prepared_holidays: row.preparedHolidays as CalendarResponse["prepared_holidays"],
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
