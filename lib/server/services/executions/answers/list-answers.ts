import type { z } from "zod";
import { type AnswersColumn, type AnswersPage, type answersQuery, type AnswersRow, ROWS_HEADER } from "#lib/api/answers.ts";
import { DEFAULT_LIMIT } from "#lib/api/page.ts";
import type { Context } from "#lib/engine/types.ts";
import { type Actor, allow } from "../../../auth/actor.ts";
import { csvResponse } from "../../../http/csv-response.ts";
import { isTestContact } from "../../../flows/test-channel.ts";
import { missing } from "../../../flows/flow-row.ts";
import { audit } from "../../../platform/audit.ts";
import { pageOf, startBelow } from "../../../platform/cursor.ts";
import { pool } from "../../../platform/db.ts";
import { prisma } from "../../../platform/prisma.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../../platform/csv.ts";
import { limitExports } from "../../../platform/rate-limits.ts";
import { COLUMNS, FROM, type SummaryRow, toSummary } from "../read-executions.ts";
import { answersColumns } from "./columns.ts";

type Query = Omit<z.output<typeof answersQuery>, "format">;

/** So many rows of a file are read at once: a few megabytes at most, and no transaction stays open between. */
const ROWS_AT_ONCE = 500;

const NARROWED = `e.flow_id = $1 AND ($2::int IS NULL OR v.number = $2) AND ($3::text[] IS NULL OR e.status = ANY($3))
  AND ($4::timestamptz IS NULL OR e.started_at >= $4) AND ($5::timestamptz IS NULL OR e.started_at < $5)
  AND ($6::boolean IS NULL OR ${isTestContact("e.contact_id")} = $6)`;

const narrowedBy = (flowId: number, { version, status, from, to, is_test }: Query): unknown[] => [
  flowId,
  version ?? null,
  status ?? null,
  from ?? null,
  to ?? null,
  is_test ?? null,
];

/** A page of a flow's answers, newest first. @throws ApiError 400, 404 */
export async function listAnswers(actor: Actor, flowId: number, query: Query): Promise<AnswersPage> {
  allow(actor, "executions:read");
  const columns = await columnsFor(flowId, query);
  const rows = await readRows(flowId, query, columns, startBelow("answers", query), (query.limit ?? DEFAULT_LIMIT) + 1);
  return { ...pageOf("answers", query, rows, (row) => row.id, toRow), columns };
}

/** All answers as a file that is written while it is read. @throws ApiError 404, 429 */
export async function answersFile(actor: Actor, flowId: number, query: Query, signal?: AbortSignal): Promise<Response> {
  allow(actor, "executions:read");
  const columns = await columnsFor(flowId, query);
  await limitExports(actor);
  await audit(pool(), actor, "flow.answers_exported", "flow", flowId);
  const { rows } = await pool().query<{ n: number }>(`SELECT count(*)::int AS n ${FROM} WHERE ${NARROWED}`, narrowedBy(flowId, query));
  return csvResponse(csvOf(flowId, query, columns), {
    filename: `answers-${flowId}.csv`,
    signal,
    headers: { [ROWS_HEADER]: String(rows[0]?.n ?? 0) },
  });
}

/** The file in pieces, each of many lines. */
async function* csvOf(flowId: number, query: Query, columns: readonly AnswersColumn[]): AsyncGenerator<string, undefined> {
  const own = ["execution_id", "contact_name", "phone", "version", "status", "started_at", "ended_at"];
  yield BYTE_ORDER_MARK + csvLine([...own, ...columns.map(({ key }) => key)]);
  for (let below = Number.MAX_SAFE_INTEGER; ;) {
    const rows = await readRows(flowId, query, columns, below, ROWS_AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) return undefined;
    yield rows
      .map(toRow)
      .map((row) => lineOf(row, columns))
      .join("");
    if (rows.length < ROWS_AT_ONCE) return undefined;
    below = last.id;
  }
}

const lineOf = (row: AnswersRow, columns: readonly AnswersColumn[]): string =>
  csvLine([
    row.execution_id,
    row.contact.name,
    row.contact.wa_id,
    row.flow_version,
    row.status,
    row.started_at,
    row.ended_at,
    // What a node keeps is JSON.
    ...columns.map(({ key }) => (Object.hasOwn(row.values, key) ? (row.values as Context)[key] : undefined)),
  ]);

async function columnsFor(flowId: number, { version }: Query): Promise<AnswersColumn[]> {
  if ((await prisma().flow.count({ where: { id: flowId } })) === 0) return missing(flowId);
  return answersColumns(flowId, version);
}

type ValuesRow = SummaryRow & { values: Record<string, unknown> | null };

/** SQL, because of a context that may hold half a megabyte only the columns are wanted. */
async function readRows(
  flowId: number,
  query: Query,
  columns: readonly AnswersColumn[],
  below: number,
  limit: number,
): Promise<ValuesRow[]> {
  const { rows } = await pool().query<ValuesRow>(
    `SELECT ${COLUMNS}, (SELECT jsonb_object_agg(k, kept.context -> k) FROM unnest($9::text[]) k WHERE kept.context ? k) AS values
     FROM (SELECT e.id FROM executions e LEFT JOIN flow_versions v ON v.id = e.flow_version_id
           WHERE ${NARROWED} AND e.id < $7 ORDER BY e.id DESC LIMIT $8) page
     ${FROM.replace("FROM executions e", "JOIN executions e ON e.id = page.id")}
     -- Of its own flow, also while it is in another one, and after it has gone to one for good.
     CROSS JOIN LATERAL (SELECT coalesce(e.state -> 'left', e.state #> '{below,0,context}', e.state -> 'context') AS context OFFSET 0) kept
     ORDER BY e.id DESC`,
    [...narrowedBy(flowId, query), below, limit, columns.map(({ key }) => key)],
  );
  return rows;
}

function toRow(row: ValuesRow): AnswersRow {
  const { id, flow_version, contact, status, started_at, updated_at, ended_at } = toSummary(row);
  return { execution_id: id, flow_version, contact, status, started_at, updated_at, ended_at, values: row.values ?? {} };
}
