import { pool } from "../../platform/db.ts";
import { removeBlobs } from "../../media/removed-blobs.ts";
import { readRetention } from "./settings.ts";
import { BY_KEY, CALLS, EXECUTIONS, MAILBOX, MESSAGES, WEBHOOK_ITEMS } from "./statements.ts";

interface Applied {
  /** Rows that went, by table. */
  deleted: Record<string, number>;
  /** Time ran out before everything outdated was gone. */
  more: boolean;
}

const EARLY_CHANGE_DAYS = 8;

/** A file of contacts, and the rows of it that were refused. */
const IMPORT_DAYS = 7;

/** A file that was uploaded for a draft that nobody kept. */
const UNUSED_UPLOAD_DAYS = 7;

/**
 * Deletes what has outlived its keep, in short statements however much there is, and for `seconds` at most. Events and
 * calls hold what was said in a conversation, so they go with it at the latest.
 */
export async function applyRetention(seconds = 40): Promise<Applied> {
  const { conversations, audit_log: auditDays, ...days } = await readRetention(pool());
  const until = performance.now() + seconds * 1_000;
  const isTime = () => performance.now() < until;
  const atMost = (own: number) => Math.min(own, conversations ?? own);

  const deleted: Record<string, number> = {};
  let more = false;
  const run = async (table: string, statement: Statement, keepDays: number) => {
    const result = await statement(keepDays, isTime);
    deleted[table] = result.deleted;
    more ||= result.more;
  };
  if (conversations !== null) {
    // Executions first: their messages are theirs no longer then.
    await run("executions", walk(EXECUTIONS), conversations);
    await run("messages", walk(MESSAGES), conversations);
  }
  await run("mailbox", walk(MAILBOX), atMost(days.mailbox));
  await run("calls", walk(CALLS), atMost(days.ai_calls));
  await run("webhook_items", walk(WEBHOOK_ITEMS), days.webhook_items);
  await run("message_status_events", repeat(BY_KEY.message_status_events), days.message_status_events);
  await run("erased_messages", repeat(BY_KEY.erased_messages), days.erased_messages);
  await run("sign_in_attempts", repeat(BY_KEY.sign_in_attempts), days.sign_in_attempts);
  await run("ai_usage", repeat(BY_KEY.ai_usage), 2);
  await run("idempotency_keys", repeat(BY_KEY.idempotency_keys), 1);
  // Whatever they are about would have come within the week in which Meta repeats it.
  await run("early_changes", repeat(BY_KEY.early_changes), EARLY_CHANGE_DAYS);
  await run("media", repeat(BY_KEY.media), UNUSED_UPLOAD_DAYS);
  deleted["blobs"] = await removeBlobs(isTime);
  await run("ended_sessions", repeat(BY_KEY.ended_sessions), 0);
  await run("contact_imports", repeat(BY_KEY.contact_imports), atMost(IMPORT_DAYS));
  await run("rate_limits", repeat(BY_KEY.rate_limits), 1);
  if (auditDays !== null) await run("audit_log", forgetAudit, auditDays);
  return { deleted, more };
}

type Statement = (days: number, isTime: () => boolean) => Promise<{ deleted: number; more: boolean }>;

/** Goes through a table from its oldest row on, a stretch of ids at a time, until nothing in a stretch is old. */
function walk(text: string): Statement {
  return async (days, isTime) => {
    let deleted = 0;
    let from = 0;
    while (isTime()) {
      const { rows } = await pool().query<{ last: number | null; goes_on: boolean; deleted: number }>(text, [days, from]);
      const [stretch] = rows;
      deleted += stretch?.deleted ?? 0;
      if (!stretch?.goes_on || stretch.last === null) return { deleted, more: false };
      from = stretch.last;
    }
    return { deleted, more: true };
  };
}

/** Again and again until nothing outdated is found. */
function repeat(text: string): Statement {
  return async (days, isTime) => {
    let deleted = 0;
    while (isTime()) {
      const { rowCount } = await pool().query(text, [days]);
      deleted += rowCount ?? 0;
      if ((rowCount ?? 0) === 0) return { deleted, more: false };
    }
    return { deleted, more: true };
  };
}

/** Nobody deletes from the audit log but this function of the database's. */
const forgetAudit: Statement = async (days, isTime) => {
  let deleted = 0;
  while (isTime()) {
    const { rows } = await pool().query<{ gone: number }>("SELECT siga_forget_audit($1) AS gone", [days]);
    const gone = rows[0]?.gone ?? 0;
    deleted += gone;
    if (gone === 0) return { deleted, more: false };
  }
  return { deleted, more: true };
};
