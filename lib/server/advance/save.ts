import { hasEnded } from "#lib/engine/can-consume.ts";
import { ownNode } from "#lib/engine/frames.ts";
import type { MailboxResult } from "#lib/engine/mailbox.ts";
import type { Visit } from "#lib/engine/types.ts";
import type { Change, ContactTurn } from "../effects/save-part.ts";
import { SAVE_PARTS } from "../effects/registry.ts";
import type { Db } from "../platform/db.ts";
import { storedJson, storedText } from "../platform/stored-json.ts";

/** Somebody else moved one of these conversations on; nothing of this batch may be kept. */
export class FencedError extends Error {
  override name = "FencedError";
}

/** What became of one contact's mailbox. */
export interface Turn extends MailboxResult {
  contact: ContactTurn["contact"];
}

/**
 * Writes everything that a batch decided in one statement: executions, visits, what the effects write, and the mailbox
 * rows that are done with. The counts at the end are the fence: an execution whose number has moved on, or a mailbox row
 * that somebody else processed, undoes the whole batch.
 * @throws FencedError
 */
export async function saveTurns(db: Db, turns: readonly Turn[]): Promise<void> {
  const changes = turns.flatMap(({ contact, changes }) => changes.map((change): Change => ({ ...change, contact })));
  const processed = turns.flatMap((turn) => turn.processed);
  const visits = changes.flatMap(({ execution, visits }) => visits.map((visit): Visited => ({ visit, executionId: execution.id })));
  const { rows } = await db.query<{ executions: number; processed: number; returned: { [part: string]: unknown } }>({
    name: "save-turns",
    text: SAVE,
    values: [
      processed.map(({ id }) => id),
      processed.map(({ executionId }) => executionId),
      storedJson(changes.map(toExecutionRow)),
      ...VISIT_COLUMNS.map(({ of }) => visits.map(of)),
      ...SAVE_PARTS.map((part) => storedJson(part.rows(changes, turns))),
    ],
  });
  const [saved] = rows;
  if (saved?.executions !== changes.length || saved.processed !== processed.length) {
    throw new FencedError("a conversation of this batch was moved on by somebody else");
  }
  for (const { name, after } of SAVE_PARTS) await after?.run(db, saved.returned[name]);
}

const RETURNED = SAVE_PARTS.flatMap(({ name, after }) => (after ? `'${name}', (${after.returns})` : []));

interface Visited {
  visit: Visit;
  executionId: number;
}

/**
 * What is stored of a visit. A parameter each and not one of JSON like all else: there may be dozens of visits a message, and
 * PostgreSQL reads a row out of arrays in less than two thirds of the time.
 */
const VISIT_COLUMNS: readonly { name: string; type: string; of: (visited: Visited) => string | number | null }[] = [
  { name: "execution_id", type: "bigint", of: ({ executionId }) => executionId },
  { name: "seq", type: "int", of: ({ visit }) => visit.seq },
  { name: "node_id", type: "text", of: ({ visit }) => visit.nodeId },
  { name: "node_type", type: "text", of: ({ visit }) => visit.nodeType },
  { name: "event", type: "text", of: ({ visit }) => visit.event },
  { name: "outcome", type: "text", of: ({ visit }) => visit.outcome },
  { name: "exit", type: "text", of: ({ visit }) => visit.exit },
  { name: "transition_id", type: "text", of: ({ visit }) => visit.transitionId },
  // In pairs, because there is a row for every visit; null where there was none.
  {
    name: "conditions",
    type: "jsonb",
    of: ({ visit }) => storedOrNull(visit.conditions?.map(({ transitionId, value }) => [transitionId, value])),
  },
  { name: "changes", type: "jsonb", of: ({ visit }) => storedJson(visit.changes) },
  { name: "note", type: "text", of: ({ visit }) => (visit.note === null ? null : storedText(visit.note)) },
  { name: "at", type: "timestamptz", of: ({ visit }) => new Date(visit.at).toISOString() },
  { name: "flow_version_id", type: "int", of: ({ visit }) => visit.flow?.flowVersionId ?? null },
  { name: "frame", type: "int", of: ({ visit }) => visit.flow?.began ?? null },
  { name: "started_by", type: "jsonb", of: ({ visit }) => storedOrNull(visit.startedBy) },
];

const storedOrNull = (value: unknown): string | null => (value == null ? null : storedJson(value));

const VISITS_AT = 4;
const PARTS_AT = VISITS_AT + VISIT_COLUMNS.length;

/**
 * Put together once: parameters 1 to 3 are the statement's own, then come the columns of visits, then the parts in their order.
 * `(SELECT count(*) FROM x) >= 0` is always true and decides nothing: it is there for the order. The parts of a WITH run in no
 * order of their own, but one that reads another waits for it.
 */
const SAVE = `
  WITH change AS (
    SELECT * FROM jsonb_to_recordset($3::jsonb)
      AS x (id bigint, contact_id bigint, flow_id int, flow_version_id int, status text, node_id text, state jsonb, reason text,
        rescues bigint, seq int, ended boolean, started_by jsonb)
  ), updated AS (
    UPDATE executions e SET status = x.status, node_id = x.node_id, state = x.state, reason = x.reason, seq = e.seq + 1,
           updated_at = now(), ended_at = CASE WHEN x.ended THEN statement_timestamp() END
    FROM change x WHERE e.id = x.id AND e.contact_id = x.contact_id AND e.seq = x.seq
    RETURNING e.id
  ), created AS (
    -- After the updates, because one of them may close the execution that the unique index still sees as open.
    -- Begun now, under the contact's lock, and not when the transaction began, which may have waited for it behind another one.
    INSERT INTO executions (id, contact_id, flow_id, flow_version_id, status, node_id, state, reason, rescues, started_at, ended_at,
      started_by)
    SELECT id, contact_id, flow_id, flow_version_id, status, node_id, state, reason, rescues, statement_timestamp(),
      CASE WHEN ended THEN statement_timestamp() END, started_by
    FROM change WHERE seq IS NULL AND (SELECT count(*) FROM updated) >= 0
    RETURNING id
  ), visits AS (
    INSERT INTO execution_log (${VISIT_COLUMNS.map(({ name }) => name).join(", ")})
    SELECT * FROM unnest(${VISIT_COLUMNS.map(({ type }, index) => `$${index + VISITS_AT}::${type}[]`).join(", ")})
    WHERE (SELECT count(*) FROM created) >= 0
  ), ${SAVE_PARTS.map(({ name, sql }, index) => `${name} AS (${sql(`$${index + PARTS_AT}`)}\n  )`).join(", ")}, done AS (
    UPDATE mailbox b SET processed_at = now(), execution_id = coalesce(x.execution_id, b.execution_id)
    -- Arrays, of which the planner expects few rows: so it looks each up by id instead of reading the whole mailbox.
    FROM unnest($1::bigint[], $2::bigint[]) AS x (id, execution_id)
    -- Not "IS NULL", for the same reason: by id, and never through all that is unprocessed.
    WHERE b.id = x.id AND coalesce(b.processed_at, 'infinity') = 'infinity'
    RETURNING b.id
  )
  SELECT (SELECT count(*) FROM updated) + (SELECT count(*) FROM created) AS executions,
         (SELECT count(*) FROM done) AS processed,
         jsonb_build_object(${RETURNED.join(", ")}) AS returned`;

function toExecutionRow({ contact, execution }: Change) {
  const { id, flowId, flowVersionId, state, seq, startedBy } = execution;
  return {
    id,
    contact_id: contact.id,
    flow_id: flowId,
    flow_version_id: flowVersionId,
    status: state.status,
    node_id: ownNode(state),
    state,
    reason: state.reason,
    ...(state.rescues !== undefined && { rescues: state.rescues }),
    seq,
    ended: hasEnded(state),
    started_by: startedBy,
  };
}
