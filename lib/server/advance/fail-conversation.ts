import type pg from "pg";
import { initialState } from "#lib/engine/can-consume.ts";
import { mayBeRescued, rescueContext } from "#lib/engine/rescue.ts";
import { type Problem, problem } from "#lib/engine/problem/problem.ts";
import { triggersFor } from "#lib/engine/whose-turn.ts";
import type { Triggers } from "#lib/engine/triggers/match.ts";
import type { ExecutionState } from "#lib/engine/types.ts";
import { lockContacts } from "../state/lock.ts";
import { inTransaction } from "../platform/db.ts";
import { endExecutions } from "../state/end-executions.ts";
import { append } from "../state/entries.ts";
import { log } from "../platform/log.ts";
import { storedJson } from "../platform/stored-json.ts";
import { reserveExecutionIds } from "./execution-ids.ts";
import { type LoadedContact, loadWithTriggers } from "./load.ts";

/**
 * Ends a conversation whose next state cannot be worked out or stored, and clears the mailbox's next entry, which led there:
 * so the contact's next message starts afresh instead of failing for ever. Where nothing was open, the execution that
 * could not begin is written down as failed, so that there is something to see. The channel's rescue flow begins by the mailbox.
 */
export async function failConversation(contactId: number, error: unknown): Promise<void> {
  const code = error instanceof Error ? ("code" in error && String(error.code)) || error.name : "unknown";
  log.error({ err: error, contactId }, "a conversation could not go on; it is ended as failed");
  const why = problem("not_stored", { code });
  await inTransaction(async (client) => {
    await lockContacts(client, [contactId]);
    const {
      contacts: [contact],
      triggers,
    } = await loadWithTriggers(client, [contactId], 1);
    const [entry] = contact?.mailbox ?? [];
    if (contact === undefined || entry === undefined) return;
    const failed = await endOpen(client, contact, triggers, why);
    await client.query("UPDATE mailbox SET processed_at = now() WHERE id = $1", [entry.id]);
    if (failed !== null) await rescue(client, contact, failed, why);
  });
}

interface Failed {
  id: number;
  flowId: number;
  state: ExecutionState;
}

/** The execution that was open, ended, or the one that was to begin. */
async function endOpen(client: pg.PoolClient, contact: LoadedContact, triggers: Triggers, why: Problem): Promise<Failed | null> {
  const { id: contactId, open, defaultVersion, mailbox } = contact;
  if (open !== null) {
    await endExecutions(client, [open.id], "failed", why);
    return open;
  }
  const [entry] = mailbox;
  const asked = entry !== undefined && "flow_version_id" in entry.event ? entry.event : null;
  const triggered = entry === undefined ? undefined : triggersFor(contact, entry, triggers)[0];
  const version = asked === null ? (triggered ?? defaultVersion) : { flowId: asked.flow_id, flowVersionId: asked.flow_version_id };
  if (version === null) return null;
  const { rescues } = asked ?? {};
  const state: ExecutionState = { ...initialState(), status: "failed", reason: why.message, problem: why, ...(rescues && { rescues }) };
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, reason, rescues, started_at, ended_at)
     VALUES ($1, $2, $3, 'failed', $4, $5, $6, statement_timestamp(), statement_timestamp()) RETURNING id`,
    [contactId, version.flowId, version.flowVersionId, storedJson(state), why.message, rescues ?? null],
  );
  return { id: rows[0]?.id ?? NaN, flowId: version.flowId, state };
}

async function rescue(client: pg.PoolClient, { id: contactId, rescueVersion }: LoadedContact, failed: Failed, why: Problem): Promise<void> {
  if (rescueVersion == null || !mayBeRescued(failed.state)) return;
  const { flowId, flowVersionId } = rescueVersion;
  const executionId = (await reserveExecutionIds(client, 1)).next();
  const context = { rescue: rescueContext(null, { ...failed, why }) };
  const which = { execution_id: executionId, flow_id: flowId, flow_version_id: flowVersionId, rescues: failed.id };
  await append(client, [{ contactId, executionId, event: { type: "execution_started", ...which, context } }]);
  await client.query(`UPDATE executions SET state = state || '{"rescued": true}' WHERE id = $1`, [failed.id]);
}
