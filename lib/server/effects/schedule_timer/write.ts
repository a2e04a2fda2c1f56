import { waitsFor } from "#lib/engine/can-consume.ts";
import { tokensOf } from "#lib/engine/frames.ts";
import type { Change, SavePart } from "../save-part.ts";

/** Timers to be fired: scheduled actions. */
export const timersPart: SavePart = {
  name: "timers",
  rows: (changes) =>
    changes.flatMap(({ contact, execution, effects }) =>
      effects.flatMap(({ effect }) => {
        if (effect.type !== "schedule_timer") return [];
        return { execution_id: execution.id, contact_id: contact.id, token: effect.token, due_at: new Date(effect.dueAt).toISOString() };
      }),
    ),
  sql: (parameter) => `
    INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at)
    SELECT * FROM jsonb_to_recordset(${parameter}::jsonb) AS x (execution_id bigint, contact_id bigint, token text, due_at timestamptz)`,
};

/** Timers of visits that are over, whatever else the visit waited for. */
export const leftTimersPart: SavePart = {
  name: "left_timers",
  rows: (changes) => changes.flatMap(leftTimers),
  sql: (parameter) => `
    UPDATE scheduled_actions s SET status = 'cancelled'
    FROM jsonb_to_recordset(${parameter}::jsonb) AS x (execution_id bigint, contact_id bigint, token text)
    -- Said so that the index of all pending timers can't be chosen: it is small when the plan is made, and large later.
    WHERE s.execution_id = x.execution_id AND s.token = x.token AND s.contact_id = x.contact_id AND s.status <> 'fired'
      AND s.status <> 'cancelled'`,
};

/** Of the nodes where it waited, in whatever frame, and of the silence after which it expires. */
function leftTimers({ contact, execution: { id, was, state } }: Change) {
  if (was === null) return [];
  const kept = tokensOf(state);
  const nodes = [was, ...(was.below ?? [])].flatMap((frame) => (waitsFor(frame).includes("timer") ? (frame.waitingFor?.token ?? []) : []));
  const left = [...nodes, ...(was.idle === undefined ? [] : [was.idle.token])].filter((token) => !kept.includes(token));
  return left.map((token) => ({ execution_id: id, contact_id: contact.id, token }));
}
