import { hasEnded } from "#lib/engine/can-consume.ts";
import { splitMessage } from "#lib/whatsapp/outgoing/registry.ts";
import type { Db } from "../platform/db.ts";
import { enqueue } from "../platform/queue.ts";
import type { ExecutionChange, LoadedContact, Plan } from "./plan.ts";

/** Somebody else moved one of these conversations on; nothing of this batch may be kept. */
export class FencedError extends Error {
  override name = "FencedError";
}

/**
 * Writes everything that a batch decided in one statement: executions, visits, outbox, timers, AI calls, and the mailbox
 * rows that are done with. The counts at the end are the fence: an execution whose number has moved on, or a mailbox row
 * that somebody else processed, undoes the whole batch.
 * @throws FencedError
 */
export async function savePlans(db: Db, contacts: LoadedContact[], plans: Plan[]): Promise<{ contactsWithMessages: number[] }> {
  const changes = plans.flatMap((plan) => plan.changes);
  const channelOf = new Map(contacts.map((contact) => [contact.id, contact.channelId]));
  const processed = plans.flatMap((plan) => plan.processed).map(({ id, executionId }) => ({ id, execution_id: executionId }));
  const messages = changes.flatMap((change) => toMessageRows(change, channelOf.get(change.contactId) ?? 0));
  const aiCalls = changes.flatMap((change) =>
    change.aiCalls.map(({ token, request }) => ({ execution_id: change.id, contact_id: change.contactId, token, request })),
  );
  const values = [
    changes.map(toExecutionRow),
    changes.flatMap(toVisitRows),
    messages.map((row, n) => ({ n, ...row })),
    changes.flatMap((change) =>
      change.timers.map(({ token, dueAt }) => ({
        execution_id: change.id,
        contact_id: change.contactId,
        token,
        due_at: new Date(dueAt).toISOString(),
      })),
    ),
    aiCalls,
    changes.filter(leftTimer).map((change) => change.id),
    processed,
  ];
  const { rows } = await db.query<{ executions: number; processed: number; ai_calls: number[] | null }>({
    name: "save-plans",
    text: SAVE,
    values: values.map((rowsOfTable) => JSON.stringify(rowsOfTable)),
  });
  const [saved] = rows;
  if (saved?.executions !== changes.length || saved.processed !== processed.length) {
    throw new FencedError("a conversation of this batch was moved on by somebody else");
  }
  await enqueue(
    db,
    "complete_ai",
    (saved.ai_calls ?? []).map((callId) => ({ callId })),
  );
  return { contactsWithMessages: [...new Set(messages.map((row) => row.contact_id))] };
}

const SAVE = `
  WITH change AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS x (id bigint, contact_id bigint, flow_id int, flow_version_id int, status text, node_id text, state jsonb, reason text, seq int, ended boolean)
  ), updated AS (
    UPDATE executions e SET status = x.status, node_id = x.node_id, state = x.state, reason = x.reason, seq = e.seq + 1,
           updated_at = now(), ended_at = CASE WHEN x.ended THEN now() END
    FROM change x WHERE e.id = x.id AND e.contact_id = x.contact_id AND e.seq = x.seq
    RETURNING e.id
  ), created AS (
    -- After the updates, because one of them may close the execution that the unique index still sees as open.
    INSERT INTO executions (id, contact_id, flow_id, flow_version_id, status, node_id, state, reason, ended_at)
    SELECT id, contact_id, flow_id, flow_version_id, status, node_id, state, reason, CASE WHEN ended THEN now() END
    FROM change WHERE seq IS NULL AND (SELECT count(*) FROM updated) >= 0
    RETURNING id
  ), visits AS (
    INSERT INTO execution_log (execution_id, seq, node_id, node_type, event, outcome, exit, transition_id, changes, note, at)
    SELECT * FROM jsonb_to_recordset($2::jsonb)
      AS x (execution_id bigint, seq int, node_id text, node_type text, event text, outcome text, exit text, transition_id text, changes jsonb, note text, at timestamptz)
    WHERE (SELECT count(*) FROM created) >= 0
  ), outbox AS (
    INSERT INTO messages (channel_id, contact_id, execution_id, visit_seq, direction, type, text, data, status)
    SELECT channel_id, contact_id, execution_id, visit_seq, 'outbound', type, text, data, 'queued'
    FROM jsonb_to_recordset($3::jsonb)
      AS x (n int, channel_id int, contact_id bigint, execution_id bigint, visit_seq int, type text, text text, data jsonb)
    ORDER BY n
  ), left_timers AS (
    UPDATE scheduled_actions SET status = 'cancelled'
    -- Said so that the index of all pending timers can't be chosen: it is small when the plan is made, and large later.
    WHERE execution_id IN (SELECT value::bigint FROM jsonb_array_elements_text($6::jsonb)) AND status <> 'fired' AND status <> 'cancelled'
  ), timers AS (
    INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at)
    SELECT * FROM jsonb_to_recordset($4::jsonb) AS x (execution_id bigint, contact_id bigint, token text, due_at timestamptz)
  ), calls AS (
    INSERT INTO ai_calls (execution_id, contact_id, token, request)
    SELECT * FROM jsonb_to_recordset($5::jsonb) AS x (execution_id bigint, contact_id bigint, token text, request jsonb)
    RETURNING id
  ), done AS (
    UPDATE mailbox b SET processed_at = now(), execution_id = coalesce(x.execution_id, b.execution_id)
    FROM jsonb_to_recordset($7::jsonb) AS x (id bigint, execution_id bigint)
    -- Not "IS NULL", for the same reason: by id, and never through all that is unprocessed.
    WHERE b.id = x.id AND coalesce(b.processed_at, 'infinity') = 'infinity'
    RETURNING b.id
  )
  SELECT (SELECT count(*) FROM updated) + (SELECT count(*) FROM created) AS executions,
         (SELECT count(*) FROM done) AS processed,
         (SELECT jsonb_agg(id) FROM calls) AS ai_calls`;

function toExecutionRow(change: ExecutionChange) {
  const { id, contactId, flowId, flowVersionId, state, seq } = change;
  return {
    id,
    contact_id: contactId,
    flow_id: flowId,
    flow_version_id: flowVersionId,
    status: state.status,
    node_id: state.nodeId,
    state,
    reason: state.reason,
    seq,
    ended: hasEnded(state),
  };
}

function toVisitRows(change: ExecutionChange) {
  return change.visits.map((visit) => ({
    execution_id: change.id,
    seq: visit.seq,
    node_id: visit.nodeId,
    node_type: visit.nodeType,
    event: visit.event,
    outcome: visit.outcome,
    exit: visit.exit,
    transition_id: visit.transitionId,
    changes: visit.changes,
    note: visit.note,
    at: new Date(visit.at).toISOString(),
  }));
}

/** A message longer than Meta takes becomes several, in order. */
function toMessageRows(change: ExecutionChange, channelId: number) {
  return change.messages.flatMap(({ visitSeq, message }) =>
    splitMessage(message).map(({ type, text, data }) => ({
      channel_id: channelId,
      contact_id: change.contactId,
      execution_id: change.id,
      visit_seq: visitSeq,
      type,
      text,
      data,
    })),
  );
}

function leftTimer({ was, state }: ExecutionChange): boolean {
  return was?.status === "scheduled" && was.waitingFor?.token !== state.waitingFor?.token;
}
