import { setTimeout as sleep } from "node:timers/promises";
import { initialState } from "#lib/engine/can-consume.ts";
import { compile } from "#lib/engine/compile.ts";
import { step } from "#lib/engine/step.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { graph } from "../../test-setup/graphs.ts";
import { heading, print, type Figure } from "../report.ts";
import type { Stack } from "../stack.ts";

const PENDING = 100_000;
const AT_ONCE = 20_000;
const RATE = 2_000;
const SECONDS = 8;

/** Says something, and looks again when the delay is over. */
const flow = graph({ say: ["send_message", { message: "até já", delay_seconds: 60 }], look: ["decision"], hear: ["wait_for_input"] }, [
  ["say", "look"],
  ["look", "hear"],
]);

/** Timers of real conversations: many pending, some due each moment, and a great many due at once. */
export async function timers(stack: Stack): Promise<Figure[]> {
  const { flowId, versionId } = await stack.setup.publish(flow);
  const channelId = await stack.setup.channel({ phoneNumberId: `timers${Date.now()}`, flowId });
  const { state } = step(compile(flow, nodeTypes), initialState(), {
    type: "execution_started",
    at: Date.now(),
    message: { id: "w", type: "text", text: "oi" },
  });

  /** `due` is SQL over n = 1, 2, 3 ...; returns the highest id there was before. */
  async function schedule(count: number, due: string): Promise<number> {
    const { rows } = await stack.db.query<{ before: number }>("SELECT coalesce(max(id), 0)::int AS before FROM scheduled_actions");
    await stack.db.query(
      `WITH contact AS (INSERT INTO contacts (channel_id) SELECT $1 FROM generate_series(1, $2) RETURNING id),
            execution AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, node_id, state)
              SELECT id, $3, $4, 'scheduled', 'say', $5 FROM contact RETURNING id, contact_id)
       INSERT INTO scheduled_actions (execution_id, contact_id, token, due_at) SELECT id, contact_id, $6, ${due}
         FROM (SELECT *, row_number() OVER () AS n FROM execution) AS e`,
      [channelId, count, flowId, versionId, JSON.stringify(state), state.waitingFor?.token],
    );
    return rows[0]?.before ?? 0;
  }

  heading(
    `Timers: ${RATE.toLocaleString("en-US")}/s due for ${SECONDS} s while ${PENDING.toLocaleString("en-US")} are pending, then ${AT_ONCE.toLocaleString("en-US")} due at once`,
  );
  await schedule(PENDING, "now() + interval '1 day'");
  await stack.db.query("VACUUM ANALYZE scheduled_actions, executions, contacts");
  const steady = await resumed(
    stack,
    await schedule(RATE * SECONDS, `now() + interval '4 s' + n * interval '${1 / RATE} s'`),
    RATE * SECONDS,
  );
  const burst = await resumed(stack, await schedule(AT_ONCE, "now() + interval '3 s'"), AT_ONCE);
  const figures: Figure[] = [
    {
      name: "timers resumed",
      value: steady.count / steady.span,
      unit: "/s",
      target: { atLeast: RATE * 0.97 },
      note: `of ${RATE.toLocaleString("en-US")}/s due`,
    },
    { name: "lateness until committed, p50", value: steady.p50, unit: "s" },
    { name: "lateness until committed, p99", value: steady.p99, unit: "s", target: { atMost: 0.6 } },
    { name: `${AT_ONCE.toLocaleString("en-US")} due at once, all resumed after`, value: burst.last, unit: "s", target: { atMost: 10 } },
    { name: "of these, resumed a second", value: burst.count / burst.last, unit: "/s" },
  ];
  print(figures);
  return figures;
}

/** How late these timers' conversations had moved on, for everyone to see, in seconds. */
async function resumed(
  stack: Stack,
  after: number,
  count: number,
): Promise<{ count: number; p50: number; p99: number; last: number; span: number }> {
  const left = async () =>
    (
      await stack.db.query(
        "SELECT FROM scheduled_actions s JOIN executions e ON e.id = s.execution_id WHERE s.id > $1 AND e.status = 'scheduled' LIMIT 1",
        [after],
      )
    ).rowCount;
  while ((await left()) !== 0) await sleep(200);
  const { rows } = await stack.db.query<{ count: number; p50: number; p99: number; last: number; span: number }>(
    `SELECT count(*)::float8 AS count, percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS p50,
      percentile_cont(0.99) WITHIN GROUP (ORDER BY late) AS p99, max(late)::float8 AS last,
            extract(epoch FROM max(done) - min(due_at))::float8 AS span
     FROM (SELECT due_at, done, extract(epoch FROM done - due_at)::float8 AS late
           FROM (SELECT s.due_at, pg_xact_commit_timestamp(e.xmin) AS done FROM scheduled_actions s
             JOIN executions e ON e.id = s.execution_id WHERE s.id > $1) AS moved) AS measured`,
    [after],
  );
  const result = rows[0];
  if (result?.count !== count) throw new Error(`${result?.count ?? 0} of ${count} timers were found again`);
  return result;
}
