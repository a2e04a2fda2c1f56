import type { z } from "zod";
import type { AiResult, Context, Event, FlowGraph, IncomingMessage } from "#lib/engine/types.ts";
import { type Actor, allow } from "../auth/actor.ts";
import { pool } from "../db.ts";
import type { events } from "./event-schemas.ts";
import { readSummary } from "./read-executions.ts";

/** Events of one answer. What took more than this in one conversation is not to be replayed by a person. */
const MAX_EVENTS = 2_000;

interface EntryRow {
  kind: string;
  payload: { context?: Context; message?: IncomingMessage; token?: string; result?: AiResult };
  at: Date;
}

/**
 * What an execution took from its mailbox, in turns: the events of one turn were handed to the engine together. With the
 * graph and the moments of its visits that is all a replay needs (lib/simulator/from-history.ts).
 * @throws Problem 404
 */
export async function getEvents(actor: Actor, id: number): Promise<z.output<typeof events>> {
  allow(actor, "executions:read");
  const { summary, more } = await readSummary<{ graph: FlowGraph; profile: Context | null }>(
    id,
    `(SELECT graph FROM flow_versions WHERE id = e.flow_version_id) AS graph,
     (SELECT changes -> 'contact' FROM execution_log WHERE execution_id = e.id AND seq = 1) AS profile`,
  );
  const { rows } = await pool().query<EntryRow>("SELECT kind, payload, processed_at AS at FROM mailbox WHERE execution_id = $1 AND processed_at IS NOT NULL ORDER BY processed_at, id LIMIT $2", [id, MAX_EVENTS + 1]);
  const visits = await pool().query<{ node_id: string; at: Date }>("SELECT node_id, at FROM execution_log WHERE execution_id = $1 ORDER BY seq", [id]);
  return {
    flow_id: summary.flow_id,
    flow_version: summary.flow_version,
    contact: { name: summary.contact.name, phone: summary.contact.wa_id },
    graph: more.graph,
    turns: rows.length > MAX_EVENTS ? [] : turnsOf(rows, more.profile),
    visits: visits.rows.map((visit) => ({ node_id: visit.node_id, at: visit.at.getTime() })),
  };
}

function turnsOf(rows: EntryRow[], profile: Context | null): Event[][] {
  const turns = new Map<number, Event[]>();
  for (const [index, row] of rows.entries()) {
    const event = index === 0 ? startOf(row, profile) : toEvent(row);
    if (event === null) return [];
    turns.set(row.at.getTime(), [...(turns.get(row.at.getTime()) ?? []), event]);
  }
  return [...turns.values()];
}

/** The first entry began the execution: a request to, or a message when nothing was open. It saw the contact as they were then. */
function startOf({ kind, payload, at }: EntryRow, profile: Context | null): Event | null {
  if (kind !== "execution_started" && kind !== "message_received") return null;
  const context = { contact: profile, ...payload.context };
  return { type: "execution_started", at: at.getTime(), context, ...(payload.message === undefined ? {} : { message: payload.message }) };
}

function toEvent({ kind, payload, at: moment }: EntryRow): Event | null {
  const at = moment.getTime();
  if (kind === "message_received" && payload.message !== undefined) return { type: kind, at, message: payload.message };
  if (kind === "timer_fired" && payload.token !== undefined) return { type: kind, at, token: payload.token };
  if (kind === "ai_completed" && payload.token !== undefined && payload.result !== undefined) return { type: kind, at, token: payload.token, result: payload.result };
  return kind === "execution_retried" ? { type: kind, at } : null;
}
