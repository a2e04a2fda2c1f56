import type pg from "pg";
import { WINDOW_MARGIN_SECONDS, WINDOW_SECONDS } from "#lib/engine/validate/window.ts";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import { dueMinute, parseCron } from "#lib/engine/triggers/cron.ts";
import { reserveExecutionIds } from "../../advance/execution-ids.ts";
import { isTestChannelSql } from "../../flows/test-channel.ts";
import { triggersInForce } from "../../flows/triggers.ts";
import { inTransaction, pool } from "../../platform/db.ts";
import { enqueue } from "../../platform/queue.ts";
import { append } from "../../state/entries.ts";
import { lockContacts } from "../../state/lock.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";

/** What was due last while no worker ran is made up for, this far back; what is older is over. */
const MINUTES_BACK = 10;
const MINUTE = 60_000;
const BATCH = 200;
const KEPT_DAYS = 90;

type Schedule = Trigger & { type: "schedule" };

/**
 * Notes what is due now (milliseconds since 1970) and begins it for its contacts, batch by batch. An occurrence is one row, by the minute
 * that its zone's clock shows, and goes on where its row says: so any number of workers begin it once for each contact, and one that died
 * is gone on for by the next. Returns how many conversations were asked for.
 */
export async function runSchedules(now: number, signal?: AbortSignal): Promise<number> {
  await noteDue(now);
  let started = 0;
  for (;;) {
    const count = signal?.aborted === true ? null : await inTransaction(nextBatch);
    if (count === null) return started;
    started += count;
  }
}

async function noteDue(now: number): Promise<void> {
  const { triggers } = await triggersInForce(pool());
  const thisMinute = Math.floor(now / MINUTE) * MINUTE;
  const moments = Array.from({ length: MINUTES_BACK }, (_, back) => thisMinute - back * MINUTE);
  const due = triggers.entries.flatMap(({ flowId, flowVersionId, trigger }) => {
    const cron = trigger.type === "schedule" ? parseCron(trigger.cron) : null;
    if (trigger.type !== "schedule" || cron === null) return [];
    const last = moments.find((at) => dueMinute(cron, at, trigger.time_zone) !== null);
    if (last === undefined) return [];
    const row = { flow_id: flowId, flow_version_id: flowVersionId, trigger_id: trigger.id, due_at: new Date(last).toISOString() };
    return [{ ...row, minute: dueMinute(cron, last, trigger.time_zone) }];
  });
  if (due.length === 0) return;
  // SQL, because a row that is there stays as it is. Not what was due before the version was made.
  await pool().query(
    `INSERT INTO trigger_runs (flow_id, flow_version_id, trigger_id, minute, due_at)
     SELECT x.flow_id, x.flow_version_id, x.trigger_id, x.minute, x.due_at
     FROM jsonb_to_recordset($1::jsonb) AS x (flow_id int, flow_version_id int, trigger_id text, minute text, due_at timestamptz)
     JOIN flow_versions v ON v.id = x.flow_version_id AND v.created_at <= x.due_at
     ON CONFLICT (flow_id, trigger_id, minute) DO NOTHING`,
    [JSON.stringify(due)],
  );
  await pool().query("DELETE FROM trigger_runs WHERE finished_at < now() - make_interval(days => $1)", [KEPT_DAYS]);
}

interface Run {
  id: number;
  flow_id: number;
  flow_version_id: number;
  reached_contact_id: number;
  trigger: Schedule | null;
}

interface Candidate {
  id: number;
  is_out: boolean;
  is_within: boolean;
  is_open: boolean;
}

/** One batch of the oldest occurrence that no other worker has in hand; null where there is none. */
async function nextBatch(client: pg.PoolClient): Promise<number | null> {
  // SQL, because Prisma takes no locks.
  const { rows: runs } = await client.query<Run>(
    `SELECT r.id, r.flow_id, r.flow_version_id, r.reached_contact_id,
       (SELECT t FROM flow_versions v, jsonb_array_elements(v.graph -> 'triggers') t
        WHERE v.id = r.flow_version_id AND t ->> 'id' = r.trigger_id) AS trigger
     FROM trigger_runs r WHERE r.finished_at IS NULL ORDER BY r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED`,
  );
  const [run] = runs;
  if (run === undefined) return null;
  const contacts = run.trigger === null ? [] : await audience(client, run.trigger, run.reached_contact_id);
  const onOpen = run.trigger?.on_open ?? "ignore";
  const out = contacts.filter(({ is_out }) => is_out);
  const closed = contacts.filter(({ is_out, is_within }) => !is_out && !is_within);
  const open = contacts.filter(({ is_out, is_within, is_open }) => !is_out && is_within && is_open && onOpen === "ignore");
  const passed = new Set([...out, ...closed, ...open]);
  const begins = contacts.filter((contact) => !passed.has(contact)).map(({ id }) => id);
  await begin(client, run, begins);
  await client.query(
    `UPDATE trigger_runs SET reached_contact_id = $2, started = started + $3, skipped_window = skipped_window + $4,
       skipped_open = skipped_open + $5, skipped_consent = skipped_consent + $6, finished_at = CASE WHEN $7 THEN now() END
     WHERE id = $1`,
    [run.id, contacts.at(-1)?.id ?? run.reached_contact_id, begins.length, closed.length, open.length, out.length, contacts.length < BATCH],
  );
  return begins.length;
}

/** The next of the contacts with all of these labels, by id, on active numbers. */
async function audience(client: pg.PoolClient, trigger: Schedule, after: number): Promise<Candidate[]> {
  const labels = trigger.labels.map((label) => label.trim()).filter((label) => label !== "");
  if (labels.length === 0) return [];
  const { rows } = await client.query<Candidate>(
    `SELECT c.id, coalesce(c.consent = 'opted_out', false) AS is_out,
       coalesce(c.last_inbound_at > now() - make_interval(secs => $4), false) AS is_within,
       EXISTS (SELECT FROM executions e WHERE e.contact_id = c.id AND e.status IN ${OPEN_STATUSES_SQL}) AS is_open
     FROM contacts c JOIN channels ch ON ch.id = c.channel_id
     WHERE c.id > $1 AND c.labels @> $2::text[] AND (cardinality($3::text[]) = 0 OR ch.phone_number_id = ANY($3))
       AND ch.status = 'active' AND NOT ${isTestChannelSql("ch")}
     ORDER BY c.id LIMIT ${BATCH}`,
    [after, labels, trigger.channels ?? [], WINDOW_SECONDS - WINDOW_MARGIN_SECONDS],
  );
  return rows;
}

async function begin(client: pg.PoolClient, run: Run, contactIds: number[]): Promise<void> {
  const { trigger, flow_id, flow_version_id } = run;
  if (trigger === null || contactIds.length === 0) return;
  await lockContacts(client, contactIds);
  const ids = await reserveExecutionIds(client, contactIds.length);
  await append(
    client,
    contactIds.map((contactId) => ({
      contactId,
      executionId: null,
      event: {
        type: "execution_started",
        execution_id: ids.next(),
        flow_id,
        flow_version_id,
        on_open: trigger.on_open,
        started_by: { type: "schedule", trigger: trigger.id },
      },
    })),
  );
  await enqueue(client, "advance", [{ contactIds }]);
}
