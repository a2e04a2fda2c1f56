import { hasEnded } from "#lib/engine/can-consume.ts";
import { ownNode } from "#lib/engine/frames.ts";
import type { MailboxResult } from "#lib/engine/mailbox.ts";
import type { Change, ContactTurn } from "../effects/save-part.ts";
import { SAVE_PARTS } from "../effects/registry.ts";
import type { Db } from "../platform/db.ts";
import { storedJson } from "../platform/stored-json.ts";

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
  const tables = [changes.map(toExecutionRow), changes.flatMap(toVisitRows), ...SAVE_PARTS.map((part) => part.rows(changes, turns))];
  const { rows } = await db.query<{ executions: number; processed: number; returned: { [part: string]: unknown } }>({
    name: "save-turns",
    text: SAVE,
    values: [processed.map(({ id }) => id), processed.map(({ executionId }) => executionId), ...tables.map((table) => storedJson(table))],
  });
  const [saved] = rows;
  if (saved?.executions !== changes.length || saved.processed !== processed.length) {
    throw new FencedError("a conversation of this batch was moved on by somebody else");
  }
  for (const { name, after } of SAVE_PARTS) await after?.run(db, saved.returned[name]);
}

const RETURNED = SAVE_PARTS.flatMap(({ name, after }) => (after ? `'${name}', (${after.returns})` : []));

/**
 * Put together once: parameters 1 to 4 are the statement's own, the others the parts' in their order.
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
    INSERT INTO execution_log (execution_id, seq, node_id, node_type, event, outcome, exit, transition_id, conditions, changes, note,
      at, flow_version_id, frame, started_by)
    SELECT * FROM jsonb_to_recordset($4::jsonb)
      AS x (execution_id bigint, seq int, node_id text, node_type text, event text, outcome text, exit text, transition_id text,
        conditions jsonb, changes jsonb, note text, at timestamptz, flow_version_id int, frame int, started_by jsonb)
    WHERE (SELECT count(*) FROM created) >= 0
  ), ${SAVE_PARTS.map(({ name, sql }, index) => `${name} AS (${sql(`$${index + 5}`)}\n  )`).join(", ")}, done AS (
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

function toVisitRows({ execution, visits }: Change) {
  return visits.map((visit) => ({
    execution_id: execution.id,
    seq: visit.seq,
    node_id: visit.nodeId,
    node_type: visit.nodeType,
    event: visit.event,
    outcome: visit.outcome,
    exit: visit.exit,
    transition_id: visit.transitionId,
    // In pairs, because there is a row for every visit; left out of the JSON, and so null, where there was none.
    conditions: visit.conditions?.map(({ transitionId, value }) => [transitionId, value]),
    changes: visit.changes,
    note: visit.note,
    at: new Date(visit.at).toISOString(),
    ...(visit.flow && { flow_version_id: visit.flow.flowVersionId, frame: visit.flow.began }),
    ...(visit.startedBy && { started_by: visit.startedBy }),
  }));
}
