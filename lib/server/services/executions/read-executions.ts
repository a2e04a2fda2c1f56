import type { z } from "zod";
import type { ExecutionLogEntry } from "#lib/generated/prisma/client.ts";
import type { ExecutionStatus } from "#lib/engine/status.ts";
import type { Problem } from "#lib/engine/problem/problem.ts";
import { waitsFor } from "#lib/engine/can-consume.ts";
import type { Context, ExecutionState } from "#lib/engine/types.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { DEFAULT_LIMIT, type Page } from "#lib/api/page.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { badRequest, notFound } from "../../platform/api-error.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { type Db, pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { countryOf } from "../../contacts/typed-phone.ts";
import { readPhone } from "../../platform/phone-number.ts";
import { searchCondition, searchContacts, searchValues } from "../../contacts/search.ts";
import { IS_TEST } from "../../flows/test-channel.ts";
import type { ExecutionResponse, executionsQuery, ExecutionSummary } from "#lib/api/executions.ts";

interface SummaryRow {
  id: number;
  flow_id: number;
  flow_name: string;
  flow_version: number | null;
  contact_id: number;
  channel_id: number;
  wa_id: string | null;
  user_id: string | null;
  contact_name: string | null;
  is_test: boolean;
  status: ExecutionStatus;
  node_id: string | null;
  reason: string | null;
  problem: Problem | null;
  started_at: Date;
  updated_at: Date;
  ended_at: Date | null;
}

/** SQL, because a list is narrowed and walked by keyset over a join of four tables. */
const COLUMNS = `e.id, e.flow_id, coalesce(f.name, '') AS flow_name, v.number AS flow_version, e.contact_id, c.channel_id, c.wa_id,
  c.user_id, c.name AS contact_name, ${IS_TEST} AS is_test,
  e.status, e.node_id, e.reason, e.state -> 'problem' AS problem, e.started_at, e.updated_at, e.ended_at`;
const FROM =
  "FROM executions e JOIN contacts c ON c.id = e.contact_id LEFT JOIN flow_versions v ON v.id = e.flow_version_id LEFT JOIN flows f ON f.id = e.flow_id";

/** Ids are drawn in advance, so their order is that of the starts only roughly: good enough where a filter has an index by id. */
const BY_ID = { below: "e.id < $1", order: "e.id DESC" };
const BY_TIME = {
  below: "(e.started_at, e.id) < (coalesce((SELECT started_at FROM executions WHERE id <= $1 ORDER BY id DESC LIMIT 1), '-infinity'), $1)",
  order: "e.started_at DESC, e.id DESC",
};

/** A page of executions, newest first. @throws ApiError 400 */
export async function listExecutions(actor: Actor, query: z.output<typeof executionsQuery>): Promise<Page<ExecutionSummary>> {
  allow(actor, "executions:read");
  const isInTime = query.from !== undefined || query.to !== undefined;
  const hasOwnIndex =
    query.flow_id !== undefined ||
    query.status !== undefined ||
    query.contact_id !== undefined ||
    query.contact !== undefined ||
    query.search !== undefined;
  const { order, below } = hasOwnIndex && !isInTime ? BY_ID : BY_TIME;
  const search = await searchContacts(query.search);
  const { rows } = await pool().query<SummaryRow>(
    `SELECT ${COLUMNS} ${FROM}
     WHERE ${query.cursor === undefined ? "e.id < $1" : below}
       AND ($2::int IS NULL OR e.flow_id = $2)
       AND ($3::text[] IS NULL OR e.status = ANY($3))
       AND ($4::bigint IS NULL OR e.contact_id = $4)
       AND ($5::text[] IS NULL OR c.wa_id = ANY($5))
       AND ($6::timestamptz IS NULL OR e.started_at >= $6)
       AND ($7::timestamptz IS NULL OR e.started_at < $7)
       AND ${searchCondition("e.contact_id", 9)}
     ORDER BY ${order} LIMIT $8`,
    [
      startBelow("executions", query),
      query.flow_id ?? null,
      query.status ?? null,
      query.contact_id ?? null,
      query.contact === undefined ? null : phones(query.contact),
      query.from ?? null,
      query.to ?? null,
      (query.limit ?? DEFAULT_LIMIT) + 1,
      ...searchValues(search),
    ],
  );
  return pageOf("executions", query, rows, (row) => row.id, toSummary);
}

const MAX_LOG = 1_000;

/** One execution with its context and log. @throws ApiError 404 */
export async function getExecution(actor: Actor, id: number, db: Db = pool()): Promise<ExecutionResponse> {
  allow(actor, "executions:read");
  const { summary, more } = await readSummary<{ state: ExecutionState }>(id, "e.state", db);
  const { visits, truncated } = await readVisits(id, MAX_LOG, undefined, db);
  return { ...summary, context: more.state.context, waiting_for: waitingFor(more.state), log: visits, log_truncated: truncated };
}

/** The tokens of what it waits for stay inside. */
export const waitingFor = (state: ExecutionState): ExecutionResponse["waiting_for"] =>
  state.waitingFor && { for: [...waitsFor(state)], kind: state.waitingFor.kind };

/** One execution as lists show it, and `columns` of `e` beside. @throws ApiError 404 */
export async function readSummary<More extends object>(
  id: number,
  columns: string,
  db: Db = pool(),
): Promise<{ summary: ExecutionSummary; more: More }> {
  const { rows } = await db.query<SummaryRow & More>(`SELECT ${COLUMNS}, ${columns} ${FROM} WHERE e.id = $1`, [id]);
  const [row] = rows;
  if (row === undefined) throw noExecution(id);
  return { summary: toSummary(row), more: row };
}

export const noExecution = (id: number) => notFound(`There is no execution ${id}. GET /api/v1/executions lists those there are.`);

/** An execution's last visits, or the last ones before `before`, in order. */
export async function readVisits(
  id: number,
  limit: number,
  before = 2 ** 31 - 1,
  db: Db = pool(),
): Promise<{ visits: ExecutionResponse["log"]; truncated: boolean }> {
  const rows = await prisma(db).executionLogEntry.findMany({
    where: { executionId: id, seq: { lt: before } },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  return { visits: rows.slice(0, limit).reverse().map(toVisit), truncated: rows.length > limit };
}

const toVisit = (row: ExecutionLogEntry): ExecutionResponse["log"][number] => ({
  seq: row.seq,
  node_id: row.nodeId,
  node_type: row.nodeType,
  event: row.event,
  outcome: row.outcome,
  exit: row.exit,
  transition_id: row.transitionId,
  // What the engine changed in the context, which is an object.
  changes: row.changes as Context,
  note: row.note,
  at: row.at.toISOString(),
});

function toSummary(row: SummaryRow): ExecutionSummary {
  return {
    id: row.id,
    flow_id: row.flow_id,
    flow_name: row.flow_name,
    flow_version: row.flow_version,
    contact_id: row.contact_id,
    contact: {
      id: row.contact_id,
      channel_id: row.channel_id,
      wa_id: row.wa_id,
      user_id: row.user_id,
      name: row.contact_name,
      is_test: row.is_test,
    },
    status: row.status,
    node_id: row.node_id,
    reason: row.reason,
    problem: row.problem,
    started_at: row.started_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
  };
}

function phones(contact: string): string[] {
  const phone = readPhone(contact, countryOf(null));
  if (phone !== null) return lookupVariants(phone.certain ? phone.waId : phone.digits);
  const message = "must be a phone number with its country code, such as 5511912345678";
  throw badRequest(`?contact: ${message}.`, { code: "invalid-query", errors: [{ parameter: "contact", message }] });
}
