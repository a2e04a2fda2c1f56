import { performance } from "node:perf_hooks";
import type { Health } from "#lib/api/health.ts";
import type { WebhookRefusal } from "#lib/api/webhook-refusals.ts";
import { pool } from "../platform/db.ts";
import { countUnanswered } from "./unanswered.ts";
import { DEAD_AFTER_SECONDS } from "./heartbeat.ts";
import { readRefusals } from "../inbound/outcomes.ts";
import { FORWARDED_FOR_IGNORED, isForwardedForIgnored } from "../http/edge.ts";
import { log } from "../platform/log.ts";
import { AI_USAGE, aiHealth, type UsageRow } from "../state/ai-usage.ts";
import { processWide } from "../platform/process-wide.ts";
import { OPEN_STATUSES_SQL } from "../state/open-statuses.ts";
import { waitsBelowSql } from "../state/waits-for-token.ts";

const TIMEOUT_MS = 2_000;
const BEHIND_AFTER_SECONDS = 60;

// A message that waits for its conversation to listen again (a timer or an AI call runs, or a person has it) is no lag,
// nor is what is for a frame that another one has interrupted.
const STATE = `
  SELECT
    coalesce(extract(epoch FROM now() - (
      SELECT min(m.created_at) FROM mailbox m LEFT JOIN executions e ON e.contact_id = m.contact_id AND e.status IN ${OPEN_STATUSES_SQL}
      WHERE m.processed_at IS NULL AND coalesce(${waitsBelowSql("e.state", "m.payload->>'token'")}, false) = false
        AND (m.kind <> 'message_received' OR e.status IS NULL OR e.status = 'waiting')
    )), 0)::float8 AS mailbox_lag,
    job.ready, coalesce(job.lag, 0)::float8 AS job_lag,
    worker.alive, worker.silence::float8 AS silence,
    NOT (role.rolsuper OR pg_has_role(audit.relowner, 'MEMBER')) AS restricted
  FROM
    (SELECT count(*)::int AS ready, extract(epoch FROM now() - min(start_after)) AS lag FROM pgboss.job
      WHERE state < 'active' AND start_after <= now()) job,
    (SELECT (count(*) FILTER (WHERE beat_at > now() - make_interval(secs => ${DEAD_AFTER_SECONDS})))::int AS alive,
      extract(epoch FROM now() - max(beat_at)) AS silence FROM workers) worker,
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) role,
    (SELECT relowner FROM pg_class WHERE oid = 'audit_log'::regclass) audit`;

interface StateRow {
  mailbox_lag: number;
  ready: number;
  job_lag: number;
  alive: number;
  silence: number | null;
  restricted: boolean;
}

const KEEP_MS = 1_000;
const kept = () => processWide("health", () => ({ until: 0, health: null as Promise<Health> | null }));

/** How this installation was within the last second: everybody may ask, and nobody shall keep the database busy by it. */
export function currentHealth(): Promise<Health> {
  const cache = kept();
  if (cache.health !== null && performance.now() < cache.until) return cache.health;
  cache.until = performance.now() + KEEP_MS;
  return (cache.health = readHealth());
}

/** How this installation is. Never throws and never waits long: what does not respond is reported as such. */
export async function readHealth(): Promise<Health> {
  const answer: Health = {
    status: "down",
    live: true,
    ready: false,
    database: { ok: false, latency_ms: null, restricted: null },
    queue: { lag_seconds: null, ready_jobs: null },
    worker: { ok: false, last_heartbeat_seconds_ago: null, count: 0 },
    ai: { alarm: "none", budgets: [] },
    unanswered: null,
    notices: isForwardedForIgnored() ? [{ code: "forwarded_for_ignored", detail: FORWARDED_FOR_IGNORED }] : [],
    webhooks: { ok: true, refused: [] },
  };
  try {
    const before = performance.now();
    await query("SELECT 1");
    answer.database = { ok: true, latency_ms: round(performance.now() - before), restricted: null };
    const row = (await query<StateRow>(STATE))[0];
    if (row === undefined) return answer;
    const lag = round(Math.max(row.mailbox_lag, row.job_lag, 0));
    answer.ready = true;
    answer.database.restricted = row.restricted;
    answer.queue = { lag_seconds: lag, ready_jobs: row.ready };
    answer.worker = {
      ok: row.alive > 0,
      last_heartbeat_seconds_ago: row.silence === null ? null : round(Math.max(0, row.silence)),
      count: row.alive,
    };
    answer.ai = aiHealth(await query<UsageRow>(AI_USAGE));
    answer.unanswered = await knownUnanswered();
    const refused = await readRefusals(query);
    answer.webhooks = { ok: refused.length === 0, refused };
    answer.status = row.alive > 0 && lag < BEHIND_AFTER_SECONDS && !refused.some(({ reason }) => losesMessages(reason)) ? "ok" : "degraded";
  } catch (error) {
    log.warn({ err: error }, "the health check failed");
  }
  return answer;
}

const UNANSWERED_KEPT_MS = 30_000;
const counted = () => processWide("health-unanswered", () => ({ until: 0, count: null as number | null }));

/** Counted twice a minute at most; what cannot be counted now says nothing of this installation's health. */
async function knownUnanswered(): Promise<number | null> {
  const cache = counted();
  if (performance.now() < cache.until) return cache.count;
  cache.until = performance.now() + UNANSWERED_KEPT_MS;
  cache.count = await countUnanswered(undefined, TIMEOUT_MS).catch((error: unknown) => {
    log.warn({ err: error }, "unanswered contacts could not be counted");
    return null;
  });
  return cache.count;
}

/** Somebody has just changed how many there are. */
export function forgetUnanswered(): void {
  counted().until = 0;
  kept().until = 0;
}

/** A wrong verify token loses nothing: an address that was verified before goes on, one that never was has nothing to lose. */
const losesMessages = (reason: WebhookRefusal["reason"]): boolean => reason !== "verify_token";

async function query<Row extends object>(text: string): Promise<Row[]> {
  // `query_timeout` is pg's own, per query; its types do not know it there.
  const config: { text: string; query_timeout: number } = { text, query_timeout: TIMEOUT_MS };
  return (await pool().query<Row>(config)).rows;
}

const round = (value: number): number => Math.round(value * 100) / 100;
