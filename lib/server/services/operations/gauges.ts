import { collectDefaultMetrics, type Gauge } from "prom-client";
import { readHealth } from "../../recovery/health.ts";
import { OPEN_STATUSES_SQL } from "../../state/open-statuses.ts";
import { openPools, pool } from "../../platform/db.ts";
import { log } from "../../platform/log.ts";
import { gauge, metrics } from "../../platform/metrics.ts";
import { processWide } from "../../platform/process-wide.ts";
import { countUnanswered, MOST_UNANSWERED } from "../../recovery/unanswered.ts";

/** However many ask, and however often. */
const CACHE_MS = 5_000;
const UNANSWERED_CACHE_MS = 30_000;
/** What is counted is counted so far: past that nobody needs the number, and counting would cost the database more than it is worth. */
const MOST = 100_000;
/** A timer fires within milliseconds. */
const LATE_SECONDS = 1;
/** An alert is about what can still be helped. */
const UNANSWERED_SECONDS = 24 * 3600;

// Each part reads a partial index that is there for the work itself.
const ROWS = `
  SELECT 'messages' AS what, status AS label, count(*)::float8 AS value FROM (
      SELECT status FROM messages WHERE direction = 'outbound' AND status IN ('queued', 'sending', 'unknown') LIMIT ${MOST}
    ) outbox GROUP BY status
  UNION ALL
  SELECT 'executions', status, count(*) FROM (
      SELECT status FROM executions WHERE status IN ${OPEN_STATUSES_SQL} LIMIT ${MOST}
    ) open GROUP BY status
  UNION ALL
  SELECT unnest(ARRAY['timers', 'lateness']), '', unnest(ARRAY[count(*), coalesce(max(extract(epoch FROM now() - due_at)), 0)]) FROM (
      SELECT due_at FROM scheduled_actions WHERE status = 'pending' AND due_at < now() - interval '${LATE_SECONDS} s' ORDER BY due_at LIMIT ${MOST}
    ) late
  UNION ALL
  SELECT 'paused', '', count(*) FROM channels WHERE paused_until > now()`;

interface Row {
  what: "messages" | "executions" | "timers" | "lateness" | "paused";
  label: string;
  value: number;
}

/** Reads once in `everyMs`; null where it can't be read. */
function cached<Value>(everyMs: number, read: () => Promise<Value>): () => Promise<Value | null> {
  let at = -Infinity;
  let value: Promise<Value | null> = Promise.resolve(null);
  return () => {
    if (performance.now() - at < everyMs) return value;
    at = performance.now();
    value = read().catch((error: unknown) => {
      log.warn({ err: error }, "metrics of the database could not be read");
      return null;
    });
    return value;
  };
}

/** Gauges of what the database knows, the pool and this process, made when somebody asks for the first time. */
export const offerGauges = () => processWide("gauges", makeGauges);

function makeGauges(): true {
  const health = cached(CACHE_MS, readHealth);
  const rows = cached(CACHE_MS, async () => (await pool().query<Row>(ROWS)).rows);
  const unanswered = cached(UNANSWERED_CACHE_MS, () => countUnanswered(UNANSWERED_SECONDS));

  const number = (name: string, help: string, read: () => Promise<number | null | undefined>) =>
    gauge(name, help, [], async (of) => {
      const value = await read();
      // Unknown is no zero.
      if (value === null || value === undefined) of.remove();
      else of.set(value);
    });
  const row = (what: Row["what"]) => async () => (await rows())?.find((each) => each.what === what)?.value;
  const byStatus = (what: Row["what"], statuses: readonly string[]) => async (of: Gauge<"status">) => {
    const found = await rows();
    of.reset();
    if (found === null) return;
    for (const status of statuses) of.set({ status }, found.find((each) => each.what === what && each.label === status)?.value ?? 0);
  };

  number("siga_database_up", "Whether the database answers.", async () => Number((await health())?.database.ok ?? false));
  number(
    "siga_queue_lag_seconds",
    "How long the oldest thing that could be processed now has been waiting.",
    async () => (await health())?.queue.lag_seconds,
  );
  number("siga_queue_jobs_ready", "Jobs that no worker has taken yet.", async () => (await health())?.queue.ready_jobs);
  number("siga_workers", "Workers that were heard of in the last seconds.", async () => {
    const read = await health();
    return read?.ready === true ? read.worker.count : null;
  });
  gauge(
    "siga_messages_unsettled",
    "Outbound messages that are queued, being sent, or unknown (it can't be told whether they left).",
    ["status"],
    byStatus("messages", ["queued", "sending", "unknown"]),
  );
  gauge(
    "siga_executions_open",
    "Conversations under way.",
    ["status"],
    byStatus("executions", ["waiting", "scheduled", "running", "handoff"]),
  );
  number("siga_timers_late", `Timers that were due more than ${LATE_SECONDS} s ago.`, row("timers"));
  number("siga_timer_lateness_seconds", "How late the latest of them is.", row("lateness"));
  number("siga_channels_paused", "Numbers whose sending rests until something is mended.", row("paused"));
  number(
    "siga_contacts_unanswered",
    `Contacts who spoke last, with nothing on its way to them (of the last day; ${MOST_UNANSWERED} for any number more).`,
    unanswered,
  );
  gauge("siga_pool_connections", "Connections of this process to the database.", ["pool", "state"], (of) => {
    for (const [name, { totalCount, idleCount }] of openPools()) {
      of.set({ pool: name, state: "idle" }, idleCount);
      of.set({ pool: name, state: "used" }, totalCount - idleCount);
    }
  });
  gauge("siga_pool_waiting", "Those who wait for a connection.", ["pool"], (of) => {
    for (const [name, { waitingCount }] of openPools()) of.set({ pool: name }, waitingCount);
  });
  gauge(
    "siga_pool_size",
    "Connections that this process may have: main by DATABASE_POOL_SIZE, inbound for webhooks alone.",
    ["pool"],
    (of) => {
      for (const [name, { options }] of openPools()) of.set({ pool: name }, options.max);
    },
  );
  // Memory, processor and the event loop's delay of this process.
  collectDefaultMetrics({ register: metrics().registry, prefix: "siga_" });
  return true;
}
