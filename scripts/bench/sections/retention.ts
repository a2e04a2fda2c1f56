import { offer } from "../load.ts";
import { heading, percentile, print, type Figure } from "../report.ts";
import type { Stack } from "../stack.ts";
import { cpuSeconds } from "../usage.ts";

const DAYS_OF_HISTORY = 365;
const LOAD = { count: 1_200, contacts: 500, rate: 100, pids: {} };

/** One day's worth of the history is too old: what it costs to delete it, and what people notice who write meanwhile. */
export async function retention(stack: Stack): Promise<Figure[]> {
  heading(`Retention: a day out of ${DAYS_OF_HISTORY} is deleted, and another one beside ${LOAD.rate} messages/s`);
  // The product's own function, on the settings of this stack.
  Object.assign(process.env, stack.env);
  const { applyRetention } = await import("#server/services/retention/apply");
  await stack.db.query(
    `INSERT INTO retention_settings (kind, days) SELECT unnest(ARRAY['conversations', 'mailbox']), 400
     ON CONFLICT (kind) DO UPDATE SET days = excluded.days`,
  );

  const expected = await ageOneDay(stack);
  const { postgres } = stack.pids();
  const cpuBefore = cpuSeconds(postgres);
  const startedAt = performance.now();
  const { deleted } = await applyRetention();
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = cpuSeconds(postgres) - cpuBefore;

  const alone = await offer(stack, LOAD);
  const again = await ageOneDay(stack);
  const [beside, applied] = await Promise.all([offer(stack, LOAD), applyRetention()]);
  const figures: Figure[] = [
    {
      name: "a day's rows are gone after",
      value: seconds,
      unit: "s",
      note: ["executions", "messages", "mailbox"].map((table) => `${deleted[table]} ${table}`).join(", "),
    },
    { name: "CPU, postgres", value: cpu, unit: "s" },
    { name: "100/s end to end p99, without it", value: percentile(alone.endToEnd, 0.99), unit: "ms" },
    { name: "100/s end to end p99, beside it", value: percentile(beside.endToEnd, 0.99), unit: "ms" },
    {
      name: "executions that should have gone and stayed",
      value: expected + again - (deleted["executions"] ?? NaN) - (applied.deleted["executions"] ?? NaN),
      unit: "",
      target: { atMost: 0 },
    },
  ];
  print(figures);
  return figures.map((figure) => ({ ...figure, name: `retention: ${figure.name}` }));
}

/** Makes the oldest day of the history outdated. Returns its executions. */
async function ageOneDay(stack: Stack): Promise<number> {
  const old = "ended_at < now() - interval '20 days'";
  const { rows } = await stack.db.query<{ executions: number }>(
    `WITH day AS MATERIALIZED (
       SELECT id FROM executions WHERE ${old} ORDER BY id LIMIT (SELECT count(*) / ${DAYS_OF_HISTORY} FROM executions WHERE ${old})
     ), mail AS (
       UPDATE mailbox SET created_at = now() - interval '500 days', processed_at = now() - interval '500 days'
       WHERE execution_id IN (SELECT id FROM day)
     ), said AS (
       UPDATE messages SET created_at = now() - interval '500 days' WHERE execution_id IN (SELECT id FROM day)
     ), ended AS (
       UPDATE executions SET started_at = now() - interval '500 days', ended_at = now() - interval '500 days'
       WHERE id IN (SELECT id FROM day) RETURNING 1
     ) SELECT count(*)::int AS executions FROM ended`,
  );
  await stack.db.query("VACUUM ANALYZE executions, messages, mailbox");
  return rows[0]?.executions ?? 0;
}
