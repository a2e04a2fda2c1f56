import { initialState } from "#lib/engine/can-consume.ts";
import { problem } from "#lib/engine/problem/problem.ts";
import type { ExecutionState } from "#lib/engine/types.ts";
import { lockContacts } from "../state/lock.ts";
import { inTransaction } from "../platform/db.ts";
import { endExecutions } from "../state/end-executions.ts";
import { log } from "../platform/log.ts";
import { loadContacts } from "./load.ts";

/**
 * Ends a conversation whose next state can not be worked out or stored, and clears the mailbox's next entry, which led there:
 * so the contact's next message starts afresh instead of failing for ever. Where nothing was open, the execution that
 * could not begin is written down as failed, so that there is something to see.
 */
export async function failConversation(contactId: number, error: unknown): Promise<void> {
  const code = error instanceof Error ? ("code" in error && String(error.code)) || error.name : "unknown";
  log.error({ err: error, contactId }, "a conversation could not go on; it is ended as failed");
  const why = problem("not_stored", { code });
  await inTransaction(async (client) => {
    await lockContacts(client, [contactId]);
    const [contact] = await loadContacts(client, [contactId], 1);
    const [entry] = contact?.mailbox ?? [];
    if (contact === undefined || entry === undefined) return;
    const version =
      "flow_version_id" in entry.event
        ? { flowId: entry.event.flow_id, flowVersionId: entry.event.flow_version_id }
        : contact.defaultVersion;
    if (contact.open !== null) await endExecutions(client, [contact.open.id], "failed", why);
    else if (version !== null) {
      const state: ExecutionState = { ...initialState(), status: "failed", reason: why.message, problem: why };
      await client.query(
        "INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, reason, ended_at) VALUES ($1, $2, $3, 'failed', $4, $5, now())",
        [contactId, version.flowId, version.flowVersionId, JSON.stringify(state), why.message],
      );
    }
    await client.query("UPDATE mailbox SET processed_at = now() WHERE id = $1", [entry.id]);
  });
}
