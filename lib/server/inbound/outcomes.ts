import { type WebhookRefusal, webhookRefusal, type WebhookRefusalReason } from "#lib/api/webhook-refusals.ts";
import { type Db, pool } from "../platform/db.ts";
import { log } from "../platform/log.ts";
import { metrics } from "../platform/metrics.ts";
import { throttle } from "../platform/throttle.ts";

/**
 * What became of Meta's requests, so that whoever runs this installation learns of refusals: Meta tells nobody. Counted in this process
 * and written now and then into one row a kind, so that nobody who knocks often fills a table or keeps a message waiting.
 */
const WRITE_EVERY_MS = 2_000;
const TELL_EVERY_MS = 60_000;
/** While nothing is refused, that something was accepted is worth a statement this often. */
const ACCEPTED_EVERY_MS = 60_000;
/** Meta repeats for a week, ever more rarely; after a day of silence the trouble is over, or the sender was a stranger. */
const OVER_AFTER = "interval '1 day'";

/**
 * What a refusal is over by, at the same app's address: the check of the address by the next that succeeds, all others by the next
 * webhook that is kept.
 */
type Acceptance = "accepted" | "verified";
const endedBy = (what: string): Acceptance => (what === "verify_token" || what === "verified" ? "verified" : "accepted");

/** As counted and kept: `accepted`, and of an app that is set up in the console `accepted:<its id>`. */
const outcomeOf = (what: WebhookRefusalReason | Acceptance, appId: string | null) => (appId === null ? what : `${what}:${appId}`);
/** An acceptance is its own. */
const endOf = (outcome: string): string => {
  const [what = "", appId = null] = outcome.split(":");
  return outcomeOf(endedBy(what), appId);
};
const END_OF =
  "regexp_replace(o.outcome, '^[a-z_]+', CASE WHEN starts_with(o.outcome, 'verify_token') THEN 'verified' ELSE 'accepted' END)";

const LOOK_AT: Record<WebhookRefusalReason, string> = {
  signature_missing:
    "without X-Hub-Signature-256: a proxy between Meta and here takes the header away, or somebody else than Meta calls the address",
  signature_mismatch:
    "signed with another secret: compare the app secret here (WORKFLOW_WHATSAPP_APP_SECRET, or the app's in the console) " +
    "with the one in Meta's dashboard (App settings > Basic), or a proxy changes the body",
  body_rewritten:
    "a proxy, gateway or firewall between Meta and here parses the body and writes it anew: let it pass the bytes as they came",
  app_secret_missing:
    "the app secret (WORKFLOW_WHATSAPP_APP_SECRET, or the app's in the console) is not set or can not be opened, so " +
    "webhooks from elsewhere can not be checked: set it to the one in Meta's dashboard",
  body_packed: "a proxy between Meta and here packs the body (Content-Encoding): it must stop that",
  body_too_large: "larger than any of Meta's: somebody else than Meta calls the address",
  body_unreadable: "signed, but no JSON: a proxy between Meta and here cuts or changes the body",
  wrong_address:
    "sent to another path: the callback URL in Meta's dashboard has to end in /webhook/whatsapp, or for an app that is set " +
    "up in the console in /webhook/whatsapp/<its id>",
  verify_token: "the verify token in Meta's form is not the value of WORKFLOW_WEBHOOK_VERIFY_TOKEN, or of the app in the console",
  foreign_number:
    "about a number whose channel belongs to another Meta app: choose the right app at the channel, or end this app's " +
    "subscription to that number's account",
};

interface Pending {
  count: number;
  firstAt: number;
  lastAt: number;
}

let pending = new Map<string, Pending>();
let untold: Partial<Record<WebhookRefusalReason, number>> = {};
/** Acceptances with no refusal open in the table, and when they were last written; of others one may be, from before this process began. */
const settledAt = new Map<string, number>();

/** `appId`: at whose address; null: the environment's, or none. */
export function noteRefusal(reason: WebhookRefusalReason, appId: string | null = null): void {
  metrics().webhooks.inc({ outcome: reason });
  const outcome = outcomeOf(reason, appId);
  add(outcome);
  untold[reason] = (untold[reason] ?? 0) + 1;
  settledAt.delete(endOf(outcome));
  writeSoon();
  tellSoon();
}

export function noteAcceptance(acceptance: Acceptance = "accepted", appId: string | null = null): void {
  metrics().webhooks.inc({ outcome: acceptance });
  const outcome = outcomeOf(acceptance, appId);
  if (performance.now() - (settledAt.get(outcome) ?? -Infinity) < ACCEPTED_EVERY_MS) return;
  add(outcome);
  writeSoon();
}

function add(outcome: string): void {
  const now = performance.now();
  const before = pending.get(outcome);
  pending.set(outcome, { count: (before?.count ?? 0) + 1, firstAt: before?.firstAt ?? now, lastAt: now });
}

const tellSoon = throttle(TELL_EVERY_MS, () => {
  const reasons = Object.keys(untold) as WebhookRefusalReason[];
  // A list, because the log takes a value whose key is `verify_token` for the token.
  const refused = reasons.map((reason) => ({ reason, count: untold[reason] }));
  log.warn({ refused }, `webhooks are refused: ${reasons.map((reason) => `${LOOK_AT[reason]} (${reason})`).join("; ")}`);
  untold = {};
});

const writeSoon = throttle(WRITE_EVERY_MS, () => void write());

// Ages instead of moments: one clock, the database's, says what came after what.
const WRITE = `
  INSERT INTO webhook_outcomes AS o (outcome, count, since, last_at)
  SELECT outcome, count, now() - make_interval(secs => first_age), now() - make_interval(secs => last_age)
    FROM jsonb_to_recordset($1) AS n(outcome text, count bigint, first_age float8, last_age float8) ORDER BY outcome
  ON CONFLICT (outcome) DO UPDATE SET
    (count, since) = (
      SELECT CASE WHEN fresh THEN excluded.count ELSE o.count + excluded.count END, CASE WHEN fresh THEN excluded.since ELSE o.since END
        FROM (SELECT o.last_at < excluded.since - ${OVER_AFTER} OR EXISTS (
          SELECT FROM webhook_outcomes a
           WHERE a.outcome = ${END_OF} AND a.last_at > o.last_at
        ) AS fresh) AS series
    ),
    last_at = greatest(o.last_at, excluded.last_at)`;

async function write(): Promise<void> {
  const written = pending;
  pending = new Map();
  const now = performance.now();
  const rows = [...written].map(([outcome, { count, firstAt, lastAt }]) => ({
    outcome,
    count,
    first_age: (now - firstAt) / 1000,
    last_age: (now - lastAt) / 1000,
  }));
  try {
    await pool().query(WRITE, [JSON.stringify(rows)]);
    for (const [outcome, { lastAt }] of written) {
      const isRefusedSince = [...written, ...pending].some(
        ([other, { lastAt: at }]) => other !== outcome && endOf(other) === outcome && at > lastAt,
      );
      if (endOf(outcome) === outcome && !isRefusedSince) settledAt.set(outcome, now);
    }
  } catch (error) {
    log.warn({ err: error }, "refused webhooks not counted");
  }
}

interface Row {
  outcome: string;
  count: number;
  since: Date;
  last_at: Date;
}

const READ = `
  SELECT o.outcome, o.count, o.since, o.last_at FROM webhook_outcomes o
    LEFT JOIN webhook_outcomes a ON a.outcome = ${END_OF}
   WHERE o.outcome !~ '^(accepted|verified)' AND o.last_at > coalesce(a.last_at, '-infinity') AND o.last_at > now() - ${OVER_AFTER}
   ORDER BY o.last_at DESC`;

/** What is refused and has not been accepted since, the latest first. `query`: for whoever waits less long than the pool. */
export async function readRefusals(query: (sql: string) => Promise<Row[]> = async (sql) => (await pool().query<Row>(sql)).rows) {
  return (await query(READ)).map(({ outcome, count, since, last_at }): WebhookRefusal => {
    const [reason, appId = null] = outcome.split(":");
    return {
      reason: webhookRefusal.shape.reason.parse(reason),
      app_id: appId,
      since: since.toISOString(),
      last_at: last_at.toISOString(),
      count,
    };
  });
}

/** When Meta last checked the address of an app (null: the environment's) and was given the right response; null: never. */
export async function verifiedAt(appId: string | null): Promise<Date | null> {
  const { rows } = await pool().query<{ last_at: Date }>("SELECT last_at FROM webhook_outcomes WHERE outcome = $1", [
    outcomeOf("verified", appId),
  ]);
  return rows[0]?.last_at ?? null;
}

/** Of an app that is no more. */
export async function forgetOutcomes(db: Db, appId: string): Promise<void> {
  await db.query("DELETE FROM webhook_outcomes WHERE split_part(outcome, ':', 2) = $1", [appId]);
}
