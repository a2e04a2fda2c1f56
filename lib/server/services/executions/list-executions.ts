import type { z } from "zod";
import {
  type countExecutionsContract,
  type ExecutionCounts,
  type ExecutionListed,
  type executionsQuery,
  MOST_COUNTED,
} from "#lib/api/executions.ts";
import { DEFAULT_LIMIT, type Page } from "#lib/api/page.ts";
import { EXECUTION_STATUSES, type ExecutionStatus } from "#lib/engine/status.ts";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { lastMessageSql } from "../../contacts/last-message.ts";
import { searchCondition, searchContacts, searchValues } from "../../contacts/search.ts";
import { countryOf } from "../../contacts/typed-phone.ts";
import { isTestContact } from "../../flows/test-channel.ts";
import { badRequest } from "../../platform/api-error.ts";
import { pageOf, startBelow } from "../../platform/cursor.ts";
import { pool } from "../../platform/db.ts";
import { readPhone } from "../../platform/phone-number.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { nodeNames } from "./node-names.ts";
import { COLUMNS, FROM, type SummaryRow, toSummary } from "./read-executions.ts";

type Query = z.output<typeof executionsQuery>;

/**
 * Ids are drawn in advance, so their order is that of the starts only roughly: good enough where a filter has an index by id, and not for
 * one contact's, of which everybody sees which came after which.
 */
const BY_ID = { below: "e.id < $7", order: "e.id DESC" };
const BY_TIME = {
  below: "(e.started_at, e.id) < (coalesce((SELECT started_at FROM executions WHERE id <= $7 ORDER BY id DESC LIMIT 1), '-infinity'), $7)",
  order: "e.started_at DESC, e.id DESC",
};

/** Without search and status: what list and counts are narrowed by alike, the six values of `narrowedBy`. */
const NARROWED = `($1::int IS NULL OR e.flow_id = $1)
  AND ($2::bigint IS NULL OR e.contact_id = $2)
  AND ($3::text[] IS NULL OR e.contact_id IN (SELECT id FROM contacts WHERE wa_id = ANY($3)))
  AND ($4::timestamptz IS NULL OR e.started_at >= $4)
  AND ($5::timestamptz IS NULL OR e.started_at < $5)
  AND ($6::boolean IS NULL OR ${isTestContact("e.contact_id")} = $6)`;

const narrowedBy = (query: z.output<NonNullable<(typeof countExecutionsContract)["query"]>>): unknown[] => [
  query.flow_id ?? null,
  query.contact_id ?? null,
  query.contact === undefined ? null : phones(query.contact),
  query.from ?? null,
  query.to ?? null,
  query.is_test ?? null,
];

/**
 * Said last. Of one that goes on: by anybody. Of one that has ended: by us in it, or what it heard last; what was said since is none of
 * it, and would be looked for through all that.
 */
const LAST_MESSAGE = `CASE WHEN e.status IN ${OPEN_STATUSES_SQL}
  THEN (SELECT ${lastMessageSql("m")} FROM messages m WHERE m.contact_id = e.contact_id ORDER BY m.id DESC LIMIT 1)
  ELSE coalesce((SELECT ${lastMessageSql("m")} FROM messages m WHERE m.execution_id = e.id ORDER BY m.id DESC LIMIT 1),
    (SELECT jsonb_build_object('direction', 'inbound', 'type', 'text', 'text', left(heard, 160), 'at', NULL)
     FROM (SELECT e.state #>> '{context,last_message}' AS heard) h WHERE heard <> '')) END AS last_message`;

/** A page of executions, newest first. @throws ApiError 400 */
export async function listExecutions(actor: Actor, query: Query): Promise<Page<ExecutionListed>> {
  allow(actor, "executions:read");
  const isInTime = query.from !== undefined || query.to !== undefined || query.contact_id !== undefined;
  const hasOwnIndex =
    query.flow_id !== undefined || query.status !== undefined || query.contact !== undefined || query.search !== undefined;
  const { order, below } = hasOwnIndex && !isInTime ? BY_ID : BY_TIME;
  const search = await searchContacts(query.search);
  const { rows } = await pool().query<SummaryRow & Pick<ExecutionListed, "last_message"> & { flow_version_id: number }>(
    `SELECT ${COLUMNS}, e.flow_version_id, ${LAST_MESSAGE} ${FROM}
     WHERE ${query.cursor === undefined ? BY_ID.below : below} AND ($8::text[] IS NULL OR e.status = ANY($8)) AND ${NARROWED}
       AND ${searchCondition("e.contact_id", 10)}
     ORDER BY ${order} LIMIT $9`,
    [
      ...narrowedBy(query),
      startBelow("executions", query),
      query.status ?? null,
      (query.limit ?? DEFAULT_LIMIT) + 1,
      ...searchValues(search),
    ],
  );
  const nameOf = await nodeNames(rows.map((row) => row.flow_version_id));
  return pageOf(
    "executions",
    query,
    rows,
    (row) => row.id,
    (row) => ({ ...toSummary(row), node_name: nameOf(row.flow_version_id, row.node_id), last_message: row.last_message }),
  );
}

/**
 * How many there are by status, up to one more than `MOST_COUNTED` of each; those that there are none of are left out. Null for a search
 * that finds many contacts, whose conversations no index counts. @throws ApiError 400
 */
export async function countExecutions(actor: Actor, query: Omit<Query, "limit" | "cursor">): Promise<{ counts: ExecutionCounts }> {
  allow(actor, "executions:read");
  const { ids, name } = await searchContacts(query.search);
  if (name !== null) return { counts: null };
  const statuses: readonly ExecutionStatus[] = query.status ?? EXECUTION_STATUSES;
  // Each status written out, because the partial indexes are found by it.
  const each = statuses.map(
    (status) => `SELECT '${status}' AS status, (SELECT count(*)::int FROM (
      SELECT FROM executions e WHERE e.status = '${status}' AND ${NARROWED} AND ($7::bigint[] IS NULL OR e.contact_id = ANY($7))
      LIMIT ${MOST_COUNTED + 1}) found) AS n`,
  );
  const { rows } = await pool().query<{ status: ExecutionStatus; n: number }>(each.join(" UNION ALL "), [...narrowedBy(query), ids]);
  return { counts: Object.fromEntries(rows.filter(({ n }) => n > 0).map(({ status, n }) => [status, n])) };
}

function phones(contact: string): string[] {
  const phone = readPhone(contact, countryOf(null));
  if (phone !== null) return lookupVariants(phone.certain ? phone.waId : phone.digits);
  const message = "must be a phone number with its country code, such as 5511912345678";
  throw badRequest(`?contact: ${message}.`, { code: "invalid-query", errors: [{ parameter: "contact", message }] });
}
